import { type Draft, severityOfSyslog, type TimeZone, unwrapJson } from '@logboom/core';
import { facilityName } from './facilities.ts';
import { fillRfc3164 } from './rfc3164.ts';
import { fillRfc5424 } from './rfc5424.ts';

/** What announces JSON in a message (Common Event Expression). */
const COOKIE = '@cee:';

/**
 * Fills a draft from a syslog message of either RFC, or of neither: then it is a message. A message that is the
 * JSON of a record is read as one; what the header says of it stays where the JSON says nothing.
 *
 * @param draft a draft that was reset
 */
export function fillSyslog(text: string, zone: TimeZone, draft: Draft): void {
  const at = readPriority(text, draft);
  const version = at > 0 && text.charCodeAt(at) === 49 && text.charCodeAt(at + 1) === 32 ? at + 2 : 0;
  const severity = draft.severity;
  const held = draft.attributes.length;
  if (version === 0 || !fillRfc5424(text, version, draft)) {
    draft.attributes.length = held;
    draft.host = '';
    draft.service = '';
    fillRfc3164(text, version > 0 && /\d/.test(text[version] ?? '') ? version : at, zone, draft);
  }
  if (draft.message.startsWith(COOKIE)) unwrapCookie(draft);
  unwrapJson(draft);
  if (draft.severity === 0) draft.severity = severity;
}

/** @returns the place behind `<PRI>`; 0 where there is none */
function readPriority(text: string, draft: Draft): number {
  if (text.charCodeAt(0) !== 60) return 0;
  const end = text.indexOf('>', 1);
  if (end < 2 || end > 4) return 0;
  const priority = Number(text.slice(1, end));
  if (!Number.isInteger(priority) || priority < 0) return 0;
  draft.severity = severityOfSyslog(priority & 7);
  draft.attribute('facility', facilityName(priority >> 3));
  return end + 1;
}

function unwrapCookie(draft: Draft): void {
  const text = draft.message;
  const json = text.slice(COOKIE.length).trim();
  draft.message = json;
  unwrapJson(draft);
  if (draft.message === json) draft.message = text;
}
