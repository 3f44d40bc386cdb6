import { display } from './display.ts';
import { LIMITS } from './limits.ts';

/** How many causes of an error are followed. */
const MAX_CAUSES = 20;

/** An error as plain fields: OpenTelemetry's type, message and stack, then what it carries itself. */
export interface ErrorFields {
  type: string;
  message: string;
  stack?: string;
  [name: string]: unknown;
}

/**
 * An error with its chain of causes, the members of an AggregateError, and its own properties (`code`,
 * `status` ...). Every part is read on its own: one that throws costs only itself.
 */
export function errorFields(error: Error): ErrorFields {
  const fields: ErrorFields = { type: errorType(error), message: textOf(error, 'message') };
  const stack = textOf(error, 'stack');
  if (stack !== '') fields.stack = stack;
  for (const key of ownKeys(error)) {
    if (key === 'message' || key === 'stack' || key === 'name' || key === 'cause' || key === 'errors')
      continue;
    fields[key === 'type' ? 'type_' : key] = read(error, key);
  }
  const cause = read(error, 'cause');
  if (cause !== undefined) fields.cause = cause;
  if (error instanceof AggregateError) fields.errors = read(error, 'errors');
  return fields;
}

/** The class of an error, as its author named it. */
export function errorType(error: Error): string {
  const name = textOf(error, 'name');
  if (name !== '' && name !== 'Error') return name;
  const made = read(error, 'constructor');
  return typeof made === 'function' && made.name !== '' ? made.name : 'Error';
}

/** The message of an error, also of one whose message cannot be read. */
export function errorMessage(error: Error): string {
  return textOf(error, 'message');
}

/** `stack`, then each cause and each member of an AggregateError, indented, as a reader expects it. */
export function errorText(error: unknown, indent = '', depth = 0): string {
  if (!(error instanceof Error)) return indent + display(error);
  if (depth >= MAX_CAUSES) return `${indent}...`;
  const stack = textOf(error, 'stack') || `${errorType(error)}: ${textOf(error, 'message')}`;
  let text = indent === '' ? stack : stack.replace(/^/gm, indent);
  if (error instanceof AggregateError) {
    const errors = read(error, 'errors');
    if (Array.isArray(errors)) {
      for (const member of errors.slice(0, LIMITS.items)) {
        text += `\n${indent}Contains:\n${errorText(member, `${indent}    `, depth + 1)}`;
      }
    }
  }
  const cause = read(error, 'cause');
  if (cause !== undefined) text += `\n${indent}Caused by: ${errorText(cause, indent, depth + 1).trimStart()}`;
  return text;
}

function read(error: object, key: string): unknown {
  try {
    return (error as Record<string, unknown>)[key];
  } catch (thrown) {
    return `[Thrown: ${typeof thrown}]`;
  }
}

function textOf(error: Error, key: 'message' | 'stack' | 'name'): string {
  const value = read(error, key);
  return typeof value === 'string' ? value : value === undefined ? '' : `[${typeof value}]`;
}

function ownKeys(error: object): string[] {
  try {
    return Object.keys(error).slice(0, LIMITS.items);
  } catch {
    return [];
  }
}
