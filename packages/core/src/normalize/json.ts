import type { Draft } from '../draft.ts';
import { LogboomError, reasonOf } from '../errors.ts';
import { parseJsonExact } from './exact.ts';
import { normalize } from './normalize.ts';

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
