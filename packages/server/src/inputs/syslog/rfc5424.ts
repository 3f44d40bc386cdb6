import { ALIASES, type Draft, instantOfText } from '@logboom/core';

const TRACE_NAMES: ReadonlySet<string> = new Set(ALIASES.trace_id);
const SPAN_NAMES: ReadonlySet<string> = new Set(ALIASES.span_id);
const BLANK = 32;
const QUOTE = 34;
const HYPHEN = 45;
const OPEN = 91;
const CLOSE = 93;
const BACKSLASH = 92;

/**
 * Fills a draft from what stands behind `<PRI>1 ` (RFC 5424, 6): time, host, application, process, message id,
 * structured data (`[id name="value"]` becomes the attribute `id.name`), message.
 *
 * @returns false when the header is not one; the draft is then to be reset
 */
export function fillRfc5424(text: string, from: number, draft: Draft): boolean {
  const time = fieldEnd(text, from);
  const host = fieldEnd(text, time + 1);
  const application = fieldEnd(text, host + 1);
  const process = fieldEnd(text, application + 1);
  const id = fieldEnd(text, process + 1);
  if (id === -1) return false;
  const timeText = text.slice(from, time);
  // What counts seconds here (Meraki) goes on in another way.
  const isTime = timeText.charCodeAt(4) === HYPHEN && instantOfText(timeText, draft);
  if (timeText !== '-' && !isTime) return false;
  draft.host = field(text, time + 1, host);
  draft.service = field(text, host + 1, application);
  const procid = field(text, application + 1, process);
  if (procid !== '') draft.attribute('procid', procid);
  const msgid = field(text, process + 1, id);
  if (msgid !== '') draft.attribute('msgid', msgid);
  draft.message = text.slice(withoutMark(text, structuredData(text, id + 1, draft)));
  return true;
}

/** The end of a header field: a blank, or the end of the text behind at least one character. */
function fieldEnd(text: string, from: number): number {
  if (from === 0 || from >= text.length) return -1;
  const end = text.indexOf(' ', from);
  return end === -1 ? text.length : end === from ? -1 : end;
}

function field(text: string, from: number, to: number): string {
  return to - from === 1 && text.charCodeAt(from) === HYPHEN ? '' : text.slice(from, to);
}

/**
 * A byte order mark says that UTF-8 follows, which is read anyhow. rsyslog hands on the blank that stood before
 * the message in RFC 3164.
 */
function withoutMark(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === 0xfeff) return at + 1;
  return first === BLANK && text.charCodeAt(at + 1) !== BLANK ? at + 1 : at;
}

/** Reads elements as long as they are well-formed; whatever is not belongs to the message. */
function structuredData(text: string, from: number, draft: Draft): number {
  let at = from;
  if (text.charCodeAt(at) === HYPHEN && (at + 1 >= text.length || text.charCodeAt(at + 1) === BLANK))
    return at + 2;
  while (text.charCodeAt(at) === OPEN) {
    const held = draft.attributes.length;
    const next = element(text, at + 1, draft);
    if (next === -1) {
      draft.attributes.length = held;
      break;
    }
    // Elements of one id are not allowed, and sent all the same.
    if (at > from) draft.mayRepeat = true;
    at = next;
  }
  return text.charCodeAt(at) === BLANK ? at + 1 : at;
}

function element(text: string, from: number, draft: Draft): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== BLANK && text.charCodeAt(at) !== CLOSE) at++;
  const id = text.slice(from, at);
  if (id === '' || id.includes('"')) return -1;
  const first = draft.attributes.length;
  for (;;) {
    while (text.charCodeAt(at) === BLANK) at++;
    if (text.charCodeAt(at) === CLOSE) return at + 1;
    const equals = text.indexOf('=', at);
    if (equals <= at || text.charCodeAt(equals + 1) !== QUOTE) return -1;
    const end = quoteEnd(text, equals + 2);
    if (end === -1) return -1;
    const raw = text.slice(equals + 2, end);
    parameter(id, text.slice(at, equals), raw.includes('\\') ? withoutEscapes(raw) : raw, draft, first);
    at = end + 1;
  }
}

function quoteEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return -1;
}

/** Only `"`, `\` and `]` are escaped; a backslash before anything else is itself. */
function withoutEscapes(text: string): string {
  return text.replace(/\\(["\\\]])/g, '$1');
}

function parameter(id: string, name: string, value: string, draft: Draft, first: number): void {
  if (TRACE_NAMES.has(name) && draft.trace_id === '') draft.trace_id = value;
  else if (SPAN_NAMES.has(name) && draft.span_id === '') draft.span_id = value;
  else {
    const { attributes } = draft;
    const full = `${id}.${name}`;
    // A parameter may stand several times in an element (RFC 5424, 6.3.3): all its values are kept.
    for (let i = first; i < attributes.length; i += 2) {
      if (attributes[i] !== full) continue;
      attributes[i + 1] += `, ${value}`;
      return;
    }
    draft.attribute(full, value);
  }
}
