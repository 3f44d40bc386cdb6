import { LogboomError } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import { ByteRow } from '../../store/native/byte-row.ts';
import { fillFromPickle } from './record.ts';
import { PickleShapes } from './shapes/pickle-shapes.ts';

/** Adds pickled LogRecords to batches. */
export class PickleReader {
  readonly #shapes = new PickleShapes();
  readonly #row = new ByteRow();

  /**
   * Adds the record of one pickle.
   *
   * @param peer the host of a record that names none
   * @returns why it cannot be read, or is too large; nothing was added then
   */
  add(pickle: Uint8Array, peer: string, batch: Batch): LogboomError | undefined {
    const bytes = Buffer.isBuffer(pickle)
      ? pickle
      : Buffer.from(pickle.buffer, pickle.byteOffset, pickle.length);
    this.#row.sender = peer;
    if (this.#shapes.read(bytes, this.#row) && batch.addBytes(this.#row, bytes.length)) return undefined;
    const draft = batch.draft();
    const invalid = fillFromPickle(bytes, draft);
    if (invalid !== undefined) return invalid;
    if (draft.host === '') draft.host = peer;
    try {
      batch.add();
      this.#shapes.learn(bytes);
      return undefined;
    } catch (error) {
      if (LogboomError.is(error)) return error;
      throw error;
    }
  }
}
