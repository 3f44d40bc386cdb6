import { type Draft, normalizeJson } from '@logboom/core';

/**
 * Fills a draft from a text: by its fields where it is a JSON object, else it is the message. An object without a
 * message is its own.
 */
export function fillFromText(text: string, draft: Draft): void {
  if (text.charCodeAt(0) === 123 && tryJson(text, draft)) {
    if (draft.message === '') draft.message = text;
    return;
  }
  draft.reset();
  draft.message = text;
}

function tryJson(text: string, draft: Draft): boolean {
  try {
    normalizeJson(text, draft);
    return true;
  } catch {
    return false;
  }
}
