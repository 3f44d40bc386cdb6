import { type Draft, LineRecognizer, normalizeJson, type Origin, UTC } from '@logboom/core';

/** Records arrive as they are written: times without a year or a date are of now. */
const ORIGIN: Origin = {
  zone: UTC,
  get near() {
    return Date.now();
  },
};

/** Fills drafts from payloads of message queues: JSON, a line of a form that is known, or any text. */
export class PayloadReader {
  readonly #recognizer = new LineRecognizer();

  /** @returns whether it was a JSON object */
  fill(text: string, draft: Draft): boolean {
    if (text.charCodeAt(0) === 123) {
      try {
        normalizeJson(text, draft);
        if (draft.message !== '' || draft.attributes.length > 0) return true;
      } catch {
        // It only looks like JSON: it is kept as text.
      }
      draft.reset();
    }
    if (this.#recognizer.parse(text, draft, ORIGIN) === undefined) draft.message = text;
    return false;
  }
}
