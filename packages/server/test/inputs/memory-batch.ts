import { Draft } from '@logboom/core';
import type { Batch } from '../../src/pipeline/sink.ts';
import { BlockBuilder } from '../../src/store/native/block.ts';
import type { ByteRow } from '../../src/store/native/byte-row.ts';
import { readBlock } from '../../src/store/native/reader.ts';

/** A batch that goes nowhere: what decoders add can be read again. */
export class MemoryBatch implements Batch {
  readonly #builder = new BlockBuilder();
  readonly #draft = new Draft();

  get rows(): number {
    return this.#builder.rows;
  }

  get bytes(): number {
    return this.#builder.bytes;
  }

  draft(): Draft {
    return this.#draft.reset();
  }

  add(): void {
    const draft = this.#draft;
    if (draft.mayRepeat) draft.dropRepeats();
    // The pipeline mends times that cannot be.
    if (!(draft.ms >= 0 && draft.ms < 4e12)) draft.ms = 0;
    this.#builder.add(draft);
  }

  addBytes(row: ByteRow): boolean {
    if (!(row.ms >= 0 && row.ms < 4e12)) return false;
    this.#builder.addBytes(row);
    return true;
  }

  async commit(): Promise<undefined> {
    this.#builder.clear();
    return undefined;
  }

  async commitPatiently(): Promise<void> {
    this.#builder.clear();
  }

  records(): ReturnType<typeof readBlock> {
    if (this.rows === 0) return [];
    return readBlock(this.#builder.finish({ observed: 0, source: 'test', node: 'test', sequence: 1 }));
  }
}
