import { type Draft, LineRecognizer, type Origin, UTC } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';

/** Lines arrive as they are written: times without a year or a date are of now. */
const ORIGIN: Origin = {
  zone: UTC,
  get near() {
    return Date.now();
  },
};

/** Adds lines of one sender to batches. */
export class LineReader {
  readonly #host: string;
  readonly #recognizer = new LineRecognizer();

  /** @param host of records that name none */
  constructor(host = '') {
    this.#host = host;
  }

  /**
   * Adds a line: a JSON object, or a line of another form that is known, by its fields; anything else as a
   * message. Text that only looks like JSON is kept as text: odd, but readable.
   *
   * @throws LogboomError LB_RECORD_TOO_LARGE, LB_BATCH_TOO_LARGE
   * @returns whether there was a record: an empty line is none
   */
  add(text: string, batch: Batch): boolean {
    if (text.trim() === '') return false;
    this.fill(text, batch.draft());
    batch.add();
    return true;
  }

  /** Fills a draft from a line that is not empty. */
  fill(text: string, draft: Draft): void {
    if (this.#recognizer.parse(text, draft, ORIGIN) === undefined) draft.message = text;
    if (draft.host === '') draft.host = this.#host;
  }
}
