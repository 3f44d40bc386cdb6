import { type Template, templateOf, templateOfLiteral } from '../message/template.ts';
import { display } from '../values/display.ts';
import { errorMessage } from '../values/error.ts';
import { reason } from '../values/json.ts';
import { cutText } from '../values/limits.ts';
import { copyFields, type Fields } from './bindings.ts';

/**
 * What a logging method takes:
 * - `info('text')`, `info('User %s', name)`, `info('User {} of {}', name, group)`, `info('User {name}', { name })`
 * - `` info`User ${name}` ``
 * - an object after the arguments adds fields, an Error is the record's error: `info('done', { ms }, error)`
 * - pino's order: `info({ ms }, 'done in %d', ms)`, `info(error, 'failed')`
 * - a function is called only if the record is made: `debug(() => expensive())`, `debug('%s', () => expensive())`
 */
export type LogArguments = readonly unknown[];

/** A call of a logger, understood. */
export interface Call {
  template: string;
  pattern: Template | undefined;
  args: readonly unknown[];
  fields: Fields | undefined;
  error: unknown;
}

const NO_ARGS: readonly unknown[] = [];
/** How often a lazy value may give another one. */
const MAX_LAZY = 4;

/** Understands the arguments of a call. Never throws. */
export function readCall(first: unknown, rest: LogArguments, depth = 0): Call {
  if (typeof first === 'string') return readMessage(first, rest, undefined, undefined);
  if (typeof first === 'function') return readLazy(first, rest, depth);
  const [message, ...args] = rest;
  switch (kindOf(first)) {
    case 'literal':
      return readLiteral(first as TemplateStringsArray, rest);
    case 'error':
      return readMessage(textOf(message) ?? errorMessage(first as Error), args, undefined, first);
    case 'fields':
      return readMessage(
        textOf(message) ?? messageOfFields(first as Fields),
        args,
        first as Fields,
        undefined,
      );
    default:
      return readValue(first, rest);
  }
}

/** A function gives the message, or the message with its arguments. */
function readLazy(first: unknown, rest: LogArguments, depth: number): Call {
  const made = force(first);
  const call = kindOf(made) === 'value' && Array.isArray(made) ? made : [made];
  if (depth >= MAX_LAZY) return readMessage(display(call[0]), NO_ARGS, undefined, undefined);
  return readCall(call[0], [...call.slice(1), ...rest], depth + 1);
}

/** Something that is neither text nor fields comes first: alone it is the message, before a text a field. */
function readValue(first: unknown, rest: LogArguments): Call {
  const [message, ...args] = rest;
  const beforeText = typeof first === 'object' && first !== null && typeof message === 'string';
  if (beforeText) return readMessage(message, args, { value: first }, undefined);
  return readMessage(display(first), rest, undefined, undefined);
}

type Kind = 'error' | 'fields' | 'literal' | 'value';

/**
 * What an argument is: fields are object literals, while Dates, Maps, arrays and instances are values. A
 * proxy may refuse even to be asked: then it is a value to be shown.
 */
function kindOf(value: unknown): Kind {
  if (typeof value !== 'object' || value === null) return 'value';
  try {
    if (Array.isArray(value)) return 'raw' in value ? 'literal' : 'value';
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return 'fields';
    return value instanceof Error ? 'error' : 'value';
  } catch {
    return 'value';
  }
}

function textOf(message: unknown): string | undefined {
  if (message === undefined) return undefined;
  return typeof message === 'string'
    ? message
    : display(typeof message === 'function' ? force(message) : message);
}

/** An object alone: pino takes the message of its error. */
function messageOfFields(fields: Fields): string {
  try {
    const error = fields.err ?? fields.error;
    return kindOf(error) === 'error' ? errorMessage(error as Error) : '';
  } catch {
    return '';
  }
}

function readLiteral(strings: TemplateStringsArray, rest: LogArguments): Call {
  const pattern = templateOfLiteral(strings);
  const args = rest.map((value) => (typeof value === 'function' ? force(value) : value));
  const error = args.find((value) => kindOf(value) === 'error');
  return { template: pattern.text, pattern, args, fields: undefined, error };
}

function readMessage(whole: string, rest: LogArguments, before: Fields | undefined, error: unknown): Call {
  const text = cutText(whole);
  if (rest.length === 0) return { template: text, pattern: undefined, args: NO_ARGS, fields: before, error };
  const pattern = patternFor(text, rest);
  const exact = pattern !== undefined && rest.length === pattern.count && arePrimitive(rest);
  const call: Call = { template: text, pattern, args: exact ? rest : NO_ARGS, fields: before, error };
  if (exact) return call;
  if (pattern === undefined && rest.length === 1 && kindOf(rest[0]) === 'fields') {
    addFields(call, rest[0] as Fields);
  } else sortArguments(call, rest, pattern);
  return call;
}

/** The template of a text, unless it takes named values and there is no object to take them from. */
function patternFor(text: string, rest: LogArguments): Template | undefined {
  if (!text.includes('%') && !text.includes('{')) return undefined;
  const pattern = templateOf(text);
  if (pattern?.named !== true) return pattern;
  const first = typeof rest[0] === 'function' ? force(rest[0]) : rest[0];
  return typeof first === 'object' && first !== null ? pattern : undefined;
}

/** Texts and numbers, exactly as many as the template takes: the usual case, with nothing to sort. */
function arePrimitive(values: LogArguments): boolean {
  for (let i = 0; i < values.length; i++) {
    const kind = typeof values[i];
    if (kind !== 'string' && kind !== 'number' && kind !== 'boolean') return false;
  }
  return true;
}

/** The template takes what it needs; an object after that is fields, an error is the error, the rest is shown. */
function sortArguments(call: Call, rest: LogArguments, pattern: Template | undefined): void {
  const count = pattern?.count ?? 0;
  const args: unknown[] = [];
  for (let i = 0; i < rest.length; i++) {
    const given = rest[i];
    const value = typeof given === 'function' ? force(given) : given;
    const kind = kindOf(value);
    if (i < count) {
      args.push(value);
      if (kind === 'fields' && pattern!.named) addFields(call, value as Fields);
      else if (kind === 'error') call.error ??= value;
    } else if (kind === 'error' && call.error === undefined) call.error = value;
    else if (kind === 'fields') addFields(call, value as Fields);
    else if (value !== undefined || i === rest.length - 1) args.push(value);
  }
  call.args = args;
}

function addFields(call: Call, fields: Fields): void {
  call.fields = call.fields === undefined ? fields : copyFields(fields, copyFields(call.fields, {}));
}

/** Calls a lazy value; what it throws is what is shown. */
export function force(value: unknown): unknown {
  try {
    return typeof value === 'function' ? (value as () => unknown)() : value;
  } catch (error) {
    return `[Thrown: ${reason(error)}]`;
  }
}
