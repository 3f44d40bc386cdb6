import { type Draft, UNSET } from '../draft.ts';
import { MAX_DEPTH, MAX_NAME } from '../limits.ts';
import { levelIndexOf, SEVERITY, severityOfNumber, severityOfPython, severityOfWord } from '../severity.ts';
import { instantOfDigits, instantOfNumber, instantOfText } from '../time.ts';
import { ALIAS_OF, type Alias } from './aliases.ts';
import { parseJsonExact } from './exact.ts';

const TIME = 0;
const LEVEL = 1;
const SEVERITY_NUMBER = 2;
const FIRST_TEXT = 3;
/** The rank before all aliases. */
const FIRST = -1;
const TEXTS = ['message', 'service', 'logger', 'host', 'trace_id', 'span_id'] as const;
type Text = (typeof TEXTS)[number];
const PLACE = new Map<string, number>(TEXTS.map((name, index) => [name, FIRST_TEXT + index]));

/**
 * Fills a draft from a decoded JSON object (or anything of that shape), by the names real loggers use.
 * Nothing is lost: what has no column becomes an attribute, nested names joined with dots.
 *
 * @returns whether a whole number past 2^53 was seen, which `JSON.parse` has rounded
 */
export function normalize(object: object, draft: Draft): boolean {
  let rounded = false;
  for (const name in object) {
    const value = (object as Record<string, unknown>)[name];
    rounded = field(name, value, draft, 0) || rounded;
  }
  if (draft.claimants[FIRST_TEXT] === 'log' && draft.originals[FIRST_TEXT] === draft.message)
    unwrapLog(draft);
  return rounded;
}

/** `log` is what a container wrote, line end and all (Docker's json-file and fluentd drivers, Kubernetes). */
function unwrapLog(draft: Draft): void {
  const text = draft.message;
  if (text.endsWith('\n')) draft.message = text.slice(0, text.endsWith('\r\n') ? -2 : -1);
  unwrapJson(draft);
}

/** Names of a record that lies inside another one win over those around it. */
const INNER = [TIME, LEVEL, SEVERITY_NUMBER, FIRST_TEXT];

/**
 * Where a message is the JSON text of a record, as containers and daemons write it, the fields of that record
 * take over: its time, level, message, service. Any other message is left as it is.
 */
export function unwrapJson(draft: Draft): void {
  const text = draft.message;
  if (text.charCodeAt(0) !== 123 || text.charCodeAt(text.length - 1) !== 125) return;
  let inner: unknown;
  try {
    inner = /\d{16}/.test(text) ? parseJsonExact(text) : JSON.parse(text);
  } catch {
    return;
  }
  const { service, host, ranks } = draft;
  for (const place of INNER) ranks[place] = UNSET;
  // What a protocol's own header said has claimed nothing: it stays, where the record inside says otherwise.
  const isHeaders = ranks[PLACE.get('service')!] === UNSET;
  draft.message = '';
  for (const name in inner as object) field(name, (inner as Record<string, unknown>)[name], draft, 0);
  if (draft.message === '') draft.message = text;
  if (isHeaders && service !== '' && draft.service !== service) draft.attribute('appname', service);
  if (isHeaders && host !== '' && draft.host !== host) draft.attribute('hostname', host);
  draft.mayRepeat = true;
}

function field(name: string, value: unknown, draft: Draft, depth: number): boolean {
  if (typeof value === 'string') {
    const alias = ALIAS_OF.get(name);
    if (alias === undefined) draft.attribute(name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name, value);
    else column(alias, name, value, value, draft);
    return false;
  }
  if (value === null || value === undefined) return false;
  if (typeof value === 'object') {
    if (Array.isArray(value) || depth >= MAX_DEPTH) {
      draft.attribute(name.slice(0, MAX_NAME), jsonText(value));
      return false;
    }
    draft.mayRepeat = true;
    let rounded = false;
    for (const key in value) {
      rounded = field(`${name}.${key}`, (value as Record<string, unknown>)[key], draft, depth + 1) || rounded;
    }
    return rounded;
  }
  const alias = ALIAS_OF.get(name);
  if (alias === undefined) draft.attribute(name.slice(0, MAX_NAME), String(value));
  else column(alias, name, value, String(value), draft);
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** JSON text of a nested value; one nested too deep for the stack is named instead of thrown. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '[nested too deep]';
  }
}

function column(alias: Alias, name: string, value: unknown, text: string, draft: Draft): void {
  const { kind, rank } = alias;
  switch (kind) {
    case 'timestamp':
      return time(rank, name, value, text, draft);
    case 'level':
      return level(rank, name, value, text, draft);
    case 'severity':
      return severityNumber(rank, name, value, text, draft);
    case 'python_level':
      return pythonLevel(name, value, text, draft);
    default:
      if (!draft.claim(PLACE.get(kind)!, rank, name, text)) return;
      // Docker names its containers with a slash in front.
      draft[kind as Text] = name === 'container_name' && text.startsWith('/') ? text.slice(1) : text;
  }
}

const ORIGINS: ReadonlySet<string> = new Set(['service', 'host', 'trace_id', 'span_id']);
const NO_ID = /^0+$/;

/**
 * Offers a text to the column that its name stands for, where that tells where a record comes from: service,
 * host, trace_id, span_id. For inputs whose records have fixed names for all else, and free names beside them.
 * An id of zeros only is none (W3C Trace Context), as OpenTelemetry's Python instrumentation writes it outside of spans.
 *
 * @returns false when the name stands for none of these: the caller keeps it as an attribute
 */
export function claimOrigin(name: string, value: string, draft: Draft): boolean {
  const alias = ALIAS_OF.get(name);
  if (alias === undefined || !ORIGINS.has(alias.kind)) return false;
  const isId = alias.kind === 'trace_id' || alias.kind === 'span_id';
  if (value === '' || (isId && NO_ID.test(value))) return false;
  column(alias, name, value, value, draft);
  return true;
}

const probe = { ms: 0, ns: 0 };

/** Gives a column a text that the sender said belongs there; what had claimed it stays as an attribute. */
export function claimText(column: Text, name: string, value: string, draft: Draft): void {
  if (draft.claim(PLACE.get(column)!, FIRST, name, value)) draft[column] = value;
}

/**
 * The same for the time.
 *
 * @returns false when the text is no time; nothing has changed then
 */
export function claimTime(name: string, text: string, draft: Draft): boolean {
  if (!instantOfText(text, probe)) return false;
  if (draft.claim(TIME, FIRST, name, text)) {
    draft.ms = probe.ms;
    draft.ns = probe.ns;
  }
  return true;
}

function time(rank: number, name: string, value: unknown, text: string, draft: Draft): void {
  const readable =
    typeof value === 'number'
      ? Number.isSafeInteger(value) || !Number.isInteger(value)
        ? instantOfNumber(value, probe)
        : instantOfDigits(text, probe)
      : instantOfText(text, probe);
  if (!readable) return draft.attribute(name, text);
  // The winner's text is not kept: the column says the same.
  if (!draft.claim(TIME, rank, name, text)) return;
  draft.ms = probe.ms;
  draft.ns = probe.ns;
}

function level(rank: number, name: string, value: unknown, text: string, draft: Draft): void {
  const number = typeof value === 'number' ? value : isShortNumber(text) ? Number(text) : Number.NaN;
  // A bare `severity` of 1..24 beside a level word is OpenTelemetry's; alone, up to 7, it is syslog's.
  const isSeverity = name === 'severity' || name === 'Severity' || name === 'SEVERITY';
  if (isSeverity && !Number.isNaN(number)) {
    if (number >= 8 && number <= 24) return severityNumber(rank, name, value, text, draft);
    if (draft.severity !== 0 && levelIndexOf(draft.severity) === levelIndexOf(number)) {
      return severityNumber(rank, name, value, text, draft);
    }
  }
  const severity = Number.isNaN(number) ? severityOfWord(text) : severityOfNumber(number);
  if (severity === 0) return draft.attribute(name, text);
  if (!draft.claim(LEVEL, rank, name, text)) return;
  setSeverity(severity, draft);
  // The source's own word stays where the level does not already say it.
  if (Number.isNaN(number) && !(text in SEVERITY)) keepWord(text, draft);
}

/** One to three digits. The first one decides in nearly all cases, so the pattern is seldom run. */
function isShortNumber(text: string): boolean {
  return text.charCodeAt(0) <= 57 && /^\d{1,3}$/.test(text);
}

function keepWord(text: string, draft: Draft): void {
  draft.attribute('severity_text', text);
  draft.mayRepeat = true;
}

/** A number refines a word of the same level, and stands alone where there is no word. */
function setSeverity(severity: number, draft: Draft): void {
  const held = draft.severity;
  const refines = held !== 0 && levelIndexOf(held) === levelIndexOf(severity);
  draft.severity = refines ? Math.max(held, severity) : severity;
}

function severityNumber(rank: number, name: string, value: unknown, text: string, draft: Draft): void {
  const number = Math.trunc(Number(value));
  if (!(number >= 1 && number <= 24)) return draft.attribute(name, text);
  if (!draft.claim(SEVERITY_NUMBER, rank, name, text)) return;
  const held = draft.severity;
  if (held === 0 || levelIndexOf(held) === levelIndexOf(number)) draft.severity = number;
}

function pythonLevel(name: string, value: unknown, text: string, draft: Draft): void {
  draft.attribute(name, text);
  if (draft.severity === 0) draft.severity = severityOfPython(Number(value));
}
