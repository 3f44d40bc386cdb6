import {
  claimText,
  type Draft,
  instantOfNumber,
  instantOfText,
  LogboomError,
  normalize,
  parseJsonExact,
  reasonOf,
} from '@logboom/core';
import { fillFromText } from '../lines/json-text.ts';

/** What an event says of itself beside its data, in its JSON or in the address of a raw request. */
export interface EventFields {
  time?: unknown;
  host?: unknown;
  source?: unknown;
  sourcetype?: unknown;
  index?: unknown;
  fields?: unknown;
}

/**
 * Fills a draft from an event: `{"time", "host", "source", "sourcetype", "index", "event", "fields"}`.
 *
 * @throws LogboomError LB_RECORD_INVALID, LB_HEC_EVENT_MISSING, LB_HEC_EVENT_BLANK
 */
export function fillEvent(text: string, draft: Draft): void {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (cause) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
  if (fillFrom(event as Record<string, unknown>, draft)) {
    fillFrom(parseJsonExact(text) as Record<string, unknown>, draft.reset());
  }
}

/** @returns whether a whole number past 2^53 was seen, which `JSON.parse` has rounded */
function fillFrom(envelope: Record<string, unknown>, draft: Draft): boolean {
  const { event } = envelope;
  if (event === undefined || event === null) throw new LogboomError('LB_HEC_EVENT_MISSING');
  if (event === '') throw new LogboomError('LB_HEC_EVENT_BLANK');
  let rounded = false;
  if (typeof event === 'object' && !Array.isArray(event)) {
    rounded = normalizeEvent(event as Record<string, unknown>, draft);
    if (draft.message === '') draft.message = JSON.stringify(event);
  } else fillFromText(typeof event === 'string' ? event : JSON.stringify(event), draft);
  return fillFields(envelope, draft) || rounded;
}

/** Splunk's own libraries put an event's fields into its `message`, beside `severity`. */
function normalizeEvent(event: Record<string, unknown>, draft: Draft): boolean {
  const { message, ...others } = event;
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    return normalize(event, draft);
  const rounded = normalize(message, draft);
  return normalize(others, draft) || rounded;
}

/** The column `source` is the input's: the event's own becomes the attribute `splunk.source`. */
export function fillFields(envelope: EventFields, draft: Draft): boolean {
  const { time, host, source, sourcetype, index, fields } = envelope;
  draft.mayRepeat = true;
  const rounded = typeof fields === 'object' && fields !== null && normalize(fields, draft);
  if (typeof time === 'number') instantOfNumber(time, draft);
  else if (typeof time === 'string') instantOfText(time, draft);
  if (typeof host === 'string' && host !== '') claimText('host', 'host', host, draft);
  for (const [name, value] of [
    ['splunk.source', source],
    ['sourcetype', sourcetype],
    ['index', index],
  ] as const) {
    if (typeof value === 'string' && value !== '') draft.attribute(name, value);
  }
  // A source is a file, or the name of what sends.
  if (draft.service === '' && typeof source === 'string' && !/[/\\:]/.test(source)) draft.service = source;
  return rounded;
}
