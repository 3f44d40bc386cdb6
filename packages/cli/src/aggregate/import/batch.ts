import type { Draft } from '@logboom/core';
import { BlockWriter, type ByteRow } from '@logboom/server/block';
import { recordJson } from './record-json.ts';

/** How a target wants its records. */
export type BatchFormat = { kind: 'block'; node: string; recordLimit: number } | { kind: 'json' };

/** Records on their way to a target. */
export interface BatchWriter {
  readonly rows: number;
  add(draft: Draft): void;
  /** @returns false when the record must come as a draft */
  addBytes(row: ByteRow, size: number): boolean;
  finish(): { rows: number; bytes: Uint8Array<ArrayBuffer> };
}

export function batchWriter(format: BatchFormat): BatchWriter {
  return format.kind === 'block' ? new BlockWriter({ source: 'import', ...format }) : new JsonWriter();
}

class JsonWriter implements BatchWriter {
  rows = 0;
  #lines: string[] = [];

  add(draft: Draft): void {
    this.#lines.push(recordJson(draft));
    this.rows++;
  }

  addBytes(): boolean {
    return false;
  }

  finish(): { rows: number; bytes: Uint8Array<ArrayBuffer> } {
    const { rows } = this;
    const bytes = new TextEncoder().encode(this.#lines.join(''));
    this.#lines = [];
    this.rows = 0;
    return { rows, bytes };
  }
}
