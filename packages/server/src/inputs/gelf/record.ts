import {
  ALIASES,
  claimOrigin,
  type Draft,
  instantOfNumber,
  instantOfText,
  LogboomError,
  normalize,
  parseJsonExact,
  reasonOf,
  severityOfSyslog,
  severityOfWord,
  unwrapJson,
} from '@logboom/core';

const LOGGER_NAMES: ReadonlySet<string> = new Set<string>([...ALIASES.logger, 'LoggerName']);
/** GELF's own names; an additional field may have the same one behind its underscore. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  'facility',
  'file',
  'line',
  'full_message',
  'timestamp',
  'level',
]);

type Fields = Record<string, unknown>;

/**
 * Fills a draft from a GELF message (GELF payload specification 1.1; the deprecated fields of 1.0 are kept
 * too). Additional fields lose their underscore.
 *
 * @param draft a draft that was reset
 * @throws LogboomError LB_RECORD_INVALID when the text is no JSON object
 */
export function fillGelf(text: string, draft: Draft): void {
  const fields = parse(text);
  const hasMessage = isText(fields.short_message) || isText(fields.full_message);
  if (!hasMessage) {
    // Something else that is JSON: by the names that other loggers use.
    normalize(fields, draft);
    return;
  }
  if (isText(fields.host)) claimOrigin('host', fields.host, draft);
  for (const name in fields) field(name, fields[name], draft);
  if (!isText(fields.short_message)) draft.message = fields.full_message as string;
  // Of the deprecated facility, clients made the name of the application.
  if (fields.facility !== undefined && fields.facility !== null) facility(String(fields.facility), draft);
  unwrapJson(draft);
}

function parse(text: string): Fields {
  let value: unknown;
  try {
    value = /\d{16}/.test(text) ? parseJsonExact(text) : JSON.parse(text);
  } catch (cause) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new LogboomError('LB_RECORD_INVALID', { reason: 'a GELF message is a JSON object' });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function field(name: string, value: unknown, draft: Draft): void {
  if (value === null || value === undefined) return;
  switch (name) {
    case 'version':
    case 'host':
    case 'facility':
      return;
    case 'short_message':
      draft.message = String(value);
      return;
    case 'full_message':
      if (value !== '' && value !== draft.message) draft.attribute(name, String(value));
      return;
    case 'timestamp':
      return time(value, draft);
    case 'level':
      return level(value, draft);
    default:
      additional(name.charCodeAt(0) === 95 ? name.slice(1) : name, value, draft);
  }
}

function facility(text: string, draft: Draft): void {
  if (draft.service === '' && text !== '') draft.service = text;
  else if (text !== '') draft.attribute('facility', text);
}

function time(value: unknown, draft: Draft): void {
  const readable =
    typeof value === 'number' ? instantOfNumber(value, draft) : instantOfText(String(value), draft);
  if (!readable) draft.attribute('timestamp', String(value));
}

function level(value: unknown, draft: Draft): void {
  const text = String(value);
  const number = /^\d{1,2}$/.test(text) ? severityOfSyslog(Number(text)) : severityOfWord(text);
  if (number === 0) draft.attribute('level', text);
  else draft.severity = number;
}

function additional(name: string, value: unknown, draft: Draft): void {
  if (typeof value === 'object') {
    // Not allowed, and sent all the same.
    normalize({ [name]: value }, draft);
    return;
  }
  const text = String(value);
  if (LOGGER_NAMES.has(name) && draft.logger === '') draft.logger = text;
  else if (!claimOrigin(name, text, draft)) {
    if (OWN_NAMES.has(name)) draft.mayRepeat = true;
    draft.attribute(name, text);
  }
}
