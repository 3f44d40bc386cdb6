import type { Draft } from '@logboom/core';
import { BlockBuilder, type BlockHeader } from '../store/native/block.ts';
import type { ByteRow } from '../store/native/byte-row.ts';
import { completeDraft, hasTime } from './complete.ts';

/** Rows as the bytes of a block, built elsewhere (in another thread): only their numbers are still missing. */
export class FinishedBlock {
  readonly rows: number;
  readonly #bytes: Buffer;

  constructor(rows: number, bytes: Uint8Array) {
    this.rows = rows;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The numbers of rows are the last column of a block. */
  finish({ sequence }: Pick<BlockHeader, 'sequence'>): Buffer {
    const bytes = this.#bytes;
    let at = bytes.length - this.rows * 8;
    for (let row = sequence; row < sequence + this.rows; row++) {
      bytes.writeUInt32LE(row >>> 0, at);
      bytes.writeUInt32LE(Math.floor(row / 0x1_0000_0000), at + 4);
      at += 8;
    }
    return bytes;
  }
}

/**
 * Builds blocks outside of the server's thread.
 *
 * @example
 * const writer = new BlockWriter({ source: 'import', node, recordLimit });
 * writer.add(draft);
 * const { rows, bytes } = writer.finish();
 */
export class BlockWriter {
  readonly #builder = new BlockBuilder();
  readonly #options: { source: string; node: string; recordLimit: number };

  constructor(options: { source: string; node: string; recordLimit: number }) {
    this.#options = options;
  }

  get rows(): number {
    return this.#builder.rows;
  }

  get bytes(): number {
    return this.#builder.bytes;
  }

  /** @throws LogboomError LB_RECORD_TOO_LARGE; the block is as it was before */
  add(draft: Draft): void {
    completeDraft(draft, this.#options.recordLimit);
    this.#builder.add(draft);
  }

  /**
   * The same from the bytes of a record.
   *
   * @param size the bytes of its texts, at most
   * @returns false when something of it has to be mended: then it must be added as a draft
   */
  addBytes(row: ByteRow, size: number): boolean {
    if (size > this.#options.recordLimit || !hasTime(row)) return false;
    this.#builder.addBytes(row);
    return true;
  }

  /** The block, in memory of its own; the writer is empty then. */
  finish(): { rows: number; bytes: Uint8Array<ArrayBuffer> } {
    const { source, node } = this.#options;
    const { rows } = this.#builder;
    const block = this.#builder.finish({ observed: Date.now(), source, node, sequence: 0 });
    this.#builder.clear();
    return { rows, bytes: new Uint8Array(block.buffer as ArrayBuffer, block.byteOffset, block.byteLength) };
  }
}
