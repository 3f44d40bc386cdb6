import type { Draft } from '../draft.ts';
import { LogboomError, reasonOf } from '../errors.ts';
import { normalize } from './normalize.ts';

type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/** Keeps whole numbers past 2^53 as the digits that the source wrote. */
const exact: Reviver = (_key, value, context) =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;

/** `JSON.parse` that keeps whole numbers past 2^53 exactly, as text. Slower: for where they were seen. */
export function parseJsonExact(text: string): unknown {
  return JSON.parse(text, exact);
}

/**
 * Fills a draft from the text of one JSON object.
 *
 * @throws LogboomError LB_RECORD_INVALID when the text is not JSON or not an object
 */
export function normalizeJson(text: string, draft: Draft): void {
  let object: unknown;
  try {
    object = JSON.parse(text);
  } catch (cause) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw new LogboomError('LB_RECORD_INVALID', {
      reason: `a record is a JSON object, not ${object === null ? 'null' : Array.isArray(object) ? 'an array' : `a ${typeof object}`}`,
    });
  }
  if (normalize(object, draft)) normalize(parseJsonExact(text) as object, draft.reset());
}
