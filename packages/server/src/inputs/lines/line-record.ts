import { type Draft, normalizeJson } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';

/**
 * Adds a line to a batch: a JSON object by its fields, anything else as a message.
 *
 * @throws LogboomError LB_RECORD_TOO_LARGE, LB_BATCH_TOO_LARGE
 * @returns whether there was a record: an empty line is none
 */
export function addLine(text: string, host: string, batch: Batch): boolean {
  if (text.trim() === '') return false;
  fillLine(text, host, batch.draft());
  batch.add();
  return true;
}

/** Fills a draft from a line. Text that only looks like JSON is kept as text: odd, but readable. */
export function fillLine(text: string, host: string, draft: Draft): void {
  if (!(text.charCodeAt(0) === 123 && tryJson(text, draft))) {
    draft.reset();
    draft.message = text;
  }
  if (draft.host === '') draft.host = host;
}

/**
 * Fills a draft from a text that is a JSON object.
 *
 * @returns false when it is none; the draft must then be reset
 */
export function tryJson(text: string, draft: Draft): boolean {
  try {
    normalizeJson(text, draft);
    return true;
  } catch {
    return false;
  }
}
