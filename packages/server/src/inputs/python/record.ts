import {
  claimOrigin,
  type Draft,
  instantOfNumber,
  instantOfText,
  LogboomError,
  normalize,
  reasonOf,
} from '@logboom/core';
import { Budget, RECORD_LIMITS, type RecordLimits } from './budget.ts';
import * as field from './fields.ts';
import { attributeName, flatten } from './flatten.ts';
import { fillLevel } from './level.ts';
import { percentFormat } from './percent.ts';
import { decodePickle } from './pickle/decode.ts';
import type { PickleLimits } from './pickle/limits.ts';
import { type PickleValue, PythonDict, PythonFloat, PythonObject, PythonTuple } from './pickle/values.ts';
import { numberOf } from './show/numbers.ts';
import { reprPythonValue, showPythonValue } from './show/show.ts';

/** Serves all records: filling one runs to its end without handing control to anyone. */
const budget = new Budget();

/**
 * Decodes one frame (or datagram, see `pickleOfDatagram`) and fills a draft from it: `decodePickle` and
 * {@link recordOf}. Never throws, so that one bad frame harms no other.
 *
 * @param draft a draft that was reset
 * @returns undefined when the draft is filled, else the error (LB_PICKLE_INVALID) that says why not
 */
export function fillFromPickle(
  pickle: Uint8Array,
  draft: Draft,
  limits?: { pickle?: Readonly<PickleLimits>; record?: Readonly<RecordLimits> },
): LogboomError | undefined {
  try {
    recordOf(decodePickle(pickle, limits?.pickle), draft, limits?.record);
    return undefined;
  } catch (error) {
    return LogboomError.is(error)
      ? error
      : new LogboomError('LB_INTERNAL', { reason: reasonOf(error) }, { cause: error });
  }
}

/**
 * Fills a draft from the dict of a Python LogRecord, as `SocketHandler.makePickle` makes it. `name` becomes
 * the logger, `levelno` the severity, `created` the timestamp (to the microsecond), `msg` the message;
 * extras that name a service, host, trace or span go to these columns by the table of aliases; all else stays
 * as attributes under its own name, nested dicts joined with dots. None is left out, and so are `msecs` and
 * `relativeCreated`.
 *
 * A dict without `msg` is read by the names that other loggers use; what is no dict becomes a message.
 * Attributes over the limits are counted in the attribute `logboom.omitted`.
 *
 * @param draft a draft that was reset
 */
export function recordOf(
  value: PickleValue,
  draft: Draft,
  limits: Readonly<RecordLimits> = RECORD_LIMITS,
): void {
  budget.reset(limits);
  const fields = fieldsOf(value);
  if (fields === undefined) {
    draft.message = showPythonValue(value, budget.room(true));
    return;
  }
  if (!fillLogRecord(fields.entries, draft)) {
    budget.reset(limits);
    fillByAliases(fields, draft.reset());
  }
  if (budget.omitted > 0) {
    draft.attribute('logboom.omitted', String(budget.omitted));
    draft.mayRepeat = true;
  }
}

/** The dict of a record; that of a LogRecord which was pickled as an object is its state. */
function fieldsOf(value: PickleValue): PythonDict | undefined {
  if (value instanceof PythonDict) return value;
  if (!(value instanceof PythonObject) || !(value.state instanceof PythonDict)) return undefined;
  return value.state.get('msg') === undefined ? undefined : value.state;
}

/** @returns whether there was a `msg`: else it is no LogRecord */
function fillLogRecord(entries: readonly PickleValue[], draft: Draft): boolean {
  let message: string | undefined;
  let args: PickleValue = null;
  let rendered: PickleValue = null;
  let created: PickleValue = null;
  let levelNumber: PickleValue = null;
  let levelName = '';
  let seen = 0;
  for (let i = 0; i + 1 < entries.length; i += 2) {
    const key = entries[i]!;
    const value = entries[i + 1]!;
    const known = field.FIELDS.get(key) ?? 0;
    switch (known) {
      case field.NAME:
        if (value !== null) draft.logger = take(value);
        break;
      case field.MESSAGE_TEMPLATE:
        message = take(value);
        break;
      case field.ARGUMENTS:
        args = value;
        break;
      case field.LEVEL_NAME:
        if (value !== null) levelName = take(value);
        break;
      case field.LEVEL_NUMBER:
        levelNumber = value;
        break;
      case field.CREATED:
        created = value;
        break;
      case field.RENDERED:
        rendered = value;
        break;
      case field.LEFT_OUT:
        break;
      case 0:
        if (value !== null && budget.hasRoom()) putExtra(draft, attributeName(key), value);
        break;
      default:
        if (value === null) break;
        // Only a crafted dict has a key twice.
        if ((seen & (1 << known)) !== 0) draft.mayRepeat = true;
        seen |= 1 << known;
        putAttribute(draft, key as string, value);
    }
  }
  if (message === undefined) return false;
  fillTime(draft, created);
  const number = numberOf(levelNumber);
  if (number === undefined && levelNumber !== null) putAttribute(draft, 'levelno', levelNumber);
  fillLevel(draft, number, levelName);
  draft.message = messageOf(message, args);
  if (rendered !== null && rendered !== draft.message) putAttribute(draft, 'message', rendered);
  return true;
}

/** Text of a value within the budget, which it takes from. */
function take(value: PickleValue): string {
  if (typeof value === 'string' && value.length <= budget.text) {
    budget.text -= value.length;
    return value.toWellFormed();
  }
  const text = showPythonValue(value, budget.room(typeof value === 'string'));
  budget.text = Math.max(0, budget.text - text.length);
  return text;
}

function putAttribute(draft: Draft, name: string, value: PickleValue): void {
  if (budget.takeAttribute(name)) draft.attributes.push(name, take(value));
}

/** Only names that may be there already make the batch look for them; many names are not searched one by one. */
function noteRepeat(draft: Draft, name: string): void {
  const { attributes } = draft;
  if (attributes.length > 64 || attributes.includes(name)) draft.mayRepeat = true;
}

function putExtra(draft: Draft, name: string, value: PickleValue): void {
  if (!(value instanceof PythonDict || value instanceof PythonObject)) putOne(draft, name, value);
  else flatten(name, value, budget, (inner, each) => putOne(draft, inner, each));
}

function putOne(draft: Draft, name: string, value: PickleValue): void {
  if (!budget.takeAttribute(name)) return;
  const text = take(value);
  if (claimOrigin(name, text, draft)) return;
  noteRepeat(draft, name);
  draft.attributes.push(name, text);
}

/** `created` is float seconds; a datetime is understood too, anything else stays as an attribute. */
function fillTime(draft: Draft, created: PickleValue): void {
  if (created === null) return;
  const seconds = numberOf(created);
  if (seconds !== undefined ? instantOfNumber(seconds, draft) : instantOfText(take(created), draft)) return;
  putAttribute(draft, 'created', created);
}

/** `LogRecord.getMessage()`. SocketHandler has called it already: then `args` is None. */
function messageOf(template: string, args: PickleValue): string {
  if (!isTrue(args)) return template;
  return (
    percentFormat(template, args, budget.text) ?? `${template} ${reprPythonValue(args, budget.room(false))}`
  );
}

function isTrue(args: PickleValue): boolean {
  if (args instanceof PythonTuple) return args.items.length > 0;
  if (args instanceof PythonDict) return args.entries.length > 0;
  return args !== null;
}

/** Records of other shapes: by the names that core's table of aliases knows. */
function fillByAliases(fields: PythonDict, draft: Draft): void {
  const object: Record<string, unknown> = Object.create(null);
  const { entries } = fields;
  for (let i = 0; i + 1 < entries.length; i += 2) {
    if (!budget.hasRoom()) continue;
    flatten(attributeName(entries[i]!), entries[i + 1]!, budget, (name, value) => {
      if (budget.takeAttribute(name)) object[name] = plainOf(value);
    });
  }
  normalize(object, draft);
}

/** Numbers stay numbers, for times and levels; all else is text. */
function plainOf(value: PickleValue): string | number {
  if (typeof value === 'number') return value;
  return value instanceof PythonFloat ? value.value : take(value);
}
