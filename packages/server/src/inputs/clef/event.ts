import { claimText, type Draft, LogboomError, normalize, parseJsonExact, reasonOf } from '@logboom/core';
import { renderTemplate } from './template.ts';

type Event = Record<string, unknown>;

/** Read by the message alone. */
const CONSUMED = new Set(['@m', '@mt', '@r']);

/**
 * Fills a draft from a line of CLEF (clef-json.org).
 *
 * @throws LogboomError LB_RECORD_INVALID
 */
export function fillClefLine(text: string, draft: Draft): void {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (cause) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
  if (fillClef(event, draft)) fillClef(parseJsonExact(text), draft.reset());
}

/** @returns whether a whole number past 2^53 was seen, which `JSON.parse` has rounded */
export function fillClef(event: unknown, draft: Draft): boolean {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: 'an event is a JSON object' });
  }
  const from = event as Event;
  const properties: [string, unknown][] = [];
  for (const name of Object.keys(from)) {
    // A property whose own name begins with @ is written with two.
    if (name.startsWith('@@')) properties.push([name.slice(1), from[name]]);
    else if (!CONSUMED.has(name)) properties.push([name, from[name]]);
  }
  const rounded = normalize(Object.fromEntries(properties), draft);
  fillMessage(from, draft);
  return rounded;
}

/** The template stays as an attribute where it says more than the message: events of one kind share it. */
function fillMessage(event: Event, draft: Draft): void {
  const template = event['@mt'];
  const rendered = event['@m'];
  if (typeof template !== 'string') {
    if (rendered !== undefined) claimText('message', '@m', String(rendered), draft);
    return;
  }
  const renderings = event['@r'];
  const text =
    typeof rendered === 'string'
      ? rendered
      : renderTemplate(template, event, Array.isArray(renderings) ? renderings : []);
  claimText('message', '@m', text, draft);
  if (text !== template) draft.attribute('@mt', template);
}

/** An event of Seq's older JSON (`{"Events": [...]}`) in the form of CLEF. */
export function clefOf(event: unknown): unknown {
  if (typeof event !== 'object' || event === null) return event;
  const { Timestamp, Level, MessageTemplate, RenderedMessage, Exception, TraceId, SpanId, Properties } =
    event as Event;
  return {
    ...(typeof Properties === 'object' ? Properties : {}),
    '@t': Timestamp,
    '@l': Level,
    '@mt': MessageTemplate,
    '@m': RenderedMessage,
    '@x': Exception,
    '@tr': TraceId,
    '@sp': SpanId,
  };
}
