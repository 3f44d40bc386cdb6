import { claimOrigin, type Draft, LogboomError, normalize, severityOfWord } from '@logboom/core';
import { fillFromText } from '../lines/json-text.ts';

/** What the address of a request says of all its entries. */
export interface Defaults {
  ddsource?: unknown;
  ddtags?: unknown;
  hostname?: unknown;
  service?: unknown;
}

const OWN = new Set(['message', 'status', 'ddtags']);

/**
 * Fills a draft from a log entry: message (read by its fields where it is JSON), status, tags and whatever else.
 *
 * @returns whether a whole number past 2^53 was seen, which `JSON.parse` has rounded
 * @throws LogboomError LB_RECORD_INVALID
 */
export function fillEntry(entry: unknown, defaults: Defaults, draft: Draft): boolean {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: 'a log entry is a JSON object' });
  }
  const { message, status, ddtags } = entry as Record<string, unknown>;
  if (typeof message === 'string') fillFromText(message, draft);
  draft.mayRepeat = true;
  const others = Object.fromEntries(
    Object.entries(entry).filter(
      ([name]) => !OWN.has(name) || (name === 'message' && typeof message !== 'string'),
    ),
  );
  const rounded = normalize(others, draft);
  if (status !== undefined) putStatus(String(status), draft);
  putTags(ddtags, draft);
  fillDefaults(defaults, draft);
  if (draft.message === '') draft.message = JSON.stringify(entry);
  return rounded;
}

export function fillDefaults({ ddsource, ddtags, hostname, service }: Defaults, draft: Draft): void {
  if (typeof service === 'string' && draft.service === '') draft.service = service;
  if (typeof hostname === 'string' && draft.host === '') draft.host = hostname;
  if (typeof ddsource === 'string') draft.attribute('ddsource', ddsource);
  putTags(ddtags, draft);
}

/** The status is the level's word, or something else's, as an HTTP status. */
function putStatus(status: string, draft: Draft): void {
  const severity = severityOfWord(status);
  if (severity === 0) draft.attribute('status', status);
  else if (draft.severity === 0) draft.severity = severity;
}

/** `env:prod,version:1.2`: each tag becomes an attribute, or a column where its name stands for one. */
function putTags(tags: unknown, draft: Draft): void {
  if (typeof tags !== 'string') return;
  for (const tag of tags.split(',')) {
    const colon = tag.indexOf(':');
    const name = (colon === -1 ? tag : tag.slice(0, colon)).trim();
    const value = colon === -1 ? 'true' : tag.slice(colon + 1).trim();
    if (name !== '' && !claimOrigin(name, value, draft)) draft.attribute(name, value);
  }
}
