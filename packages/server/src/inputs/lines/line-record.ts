import { normalizeJson } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';

/**
 * Adds a line to a batch: a JSON object by its fields, anything else as a message. Text that only looks
 * like JSON is kept as text: odd, but readable.
 *
 * @throws LogboomError LB_RECORD_TOO_LARGE, LB_BATCH_TOO_LARGE
 * @returns whether there was a record: an empty line is none
 */
export function addLine(text: string, host: string, batch: Batch): boolean {
  if (text.trim() === '') return false;
  const draft = batch.draft();
  if (!(text.charCodeAt(0) === 123 && tryJson(text, batch))) {
    draft.reset();
    draft.message = text;
  }
  if (draft.host === '') draft.host = host;
  batch.add();
  return true;
}

function tryJson(text: string, batch: Batch): boolean {
  try {
    normalizeJson(text, batch.draft());
    return true;
  } catch {
    return false;
  }
}
