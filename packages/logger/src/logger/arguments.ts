import { type Template, templateOf, templateOfLiteral } from '../message/template.ts';
import { display } from '../values/display.ts';
import { reason } from '../values/json.ts';
import type { Fields } from './bindings.ts';

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
  if (typeof first === 'function') {
    const made = force(first);
    const call = Array.isArray(made) && !isLiteral(made) ? made : [made];
    if (depth >= MAX_LAZY) return readMessage(display(call[0]), [], undefined, undefined);
    return readCall(call[0], [...call.slice(1), ...rest], depth + 1);
  }
  if (typeof first !== 'object' || first === null)
    return readMessage(display(first), rest, undefined, undefined);
  if (isLiteral(first)) return readLiteral(first, rest);
  const [message, ...args] = rest;
  if (first instanceof Error)
    return readMessage(textOf(message) ?? errorMessage(first), args, undefined, first);
  const fields = first as Fields;
  return readMessage(textOf(message) ?? messageOfFields(fields), args, fields, undefined);
}

function textOf(message: unknown): string | undefined {
  if (message === undefined) return undefined;
  return typeof message === 'string'
    ? message
    : display(typeof message === 'function' ? force(message) : message);
}

function errorMessage(error: Error): string {
  try {
    return String(error.message);
  } catch (thrown) {
    return `[Thrown: ${reason(thrown)}]`;
  }
}

/** An object alone: pino takes the message of its error. */
function messageOfFields(fields: Fields): string {
  try {
    const error = fields.err ?? fields.error;
    return error instanceof Error ? errorMessage(error) : '';
  } catch {
    return '';
  }
}

function isLiteral(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && 'raw' in value;
}

function readLiteral(strings: TemplateStringsArray, rest: LogArguments): Call {
  const pattern = templateOfLiteral(strings);
  const args = rest.map((value) => (typeof value === 'function' ? force(value) : value));
  const error = args.find((value) => value instanceof Error);
  return { template: pattern.text, pattern, args, fields: undefined, error };
}

function readMessage(text: string, rest: LogArguments, before: Fields | undefined, error: unknown): Call {
  if (rest.length === 0) return { template: text, pattern: undefined, args: NO_ARGS, fields: before, error };
  const pattern = text.includes('%') || text.includes('{') ? templateOf(text) : undefined;
  const call: Call = { template: text, pattern, args: NO_ARGS, fields: before, error };
  if (pattern === undefined && rest.length === 1 && isFields(rest[0])) {
    call.fields = before === undefined ? rest[0] : { ...before, ...rest[0] };
    return call;
  }
  sortArguments(call, rest, pattern);
  return call;
}

/** The template takes what it needs; an object after that is fields, an error is the error, the rest is shown. */
function sortArguments(call: Call, rest: LogArguments, pattern: Template | undefined): void {
  const count = pattern?.count ?? 0;
  const args: unknown[] = [];
  for (let i = 0; i < rest.length; i++) {
    const given = rest[i];
    const value = typeof given === 'function' ? force(given) : given;
    if (i < count) {
      args.push(value);
      if (pattern!.named && isFields(value)) addFields(call, value);
      else if (value instanceof Error) call.error ??= value;
    } else if (value instanceof Error && call.error === undefined) call.error = value;
    else if (isFields(value)) addFields(call, value);
    else if (value !== undefined || i === rest.length - 1) args.push(value);
  }
  call.args = args;
}

function addFields(call: Call, fields: Fields): void {
  call.fields = call.fields === undefined ? fields : { ...call.fields, ...fields };
}

/** Whether an argument names fields: an object literal. Dates, Maps, arrays and instances are values. */
function isFields(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Calls a lazy value; what it throws is what is shown. */
export function force(value: unknown): unknown {
  try {
    return typeof value === 'function' ? (value as () => unknown)() : value;
  } catch (error) {
    return `[Thrown: ${reason(error)}]`;
  }
}
