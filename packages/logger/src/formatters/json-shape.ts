import type { Caller } from '../event/caller.ts';
import type { Fields } from '../logger/bindings.ts';
import { levelName } from '../logger/levels.ts';
import { errorFields } from '../values/error.ts';
import { jsonOf, quote } from '../values/json.ts';
import { levelWord } from './level-word.ts';

/** How a JsonFormatter writes a record. */
export interface JsonFormatterOptions {
  /** Another shape: {@link ecs} or {@link gcp}; OpenTelemetry's has its own formatter. @default Logboom's own */
  shape?: PartialShape;
  /** Other names for its own fields; '' leaves out `logger` or `message`. */
  names?: Partial<JsonNames>;
  /** `rfc3339` text in UTC, or a number since 1970. @default 'rfc3339' */
  time?: 'rfc3339' | 'milliseconds' | 'seconds';
  /** `word` trace debug info warn error fatal; `name` as Python: INFO, WARNING; `number` 10..50. @default 'word' */
  level?: 'word' | 'name' | 'number';
  /** Fields of every record: service, version, host. */
  fields?: Fields;
  /** Also the message as written and its arguments, under `template` and `args`. @default false */
  template?: boolean;
  /** Also file, line and function of the caller. @default false */
  caller?: boolean;
}

/** The names of what a record always has. */
export interface JsonNames {
  time: string;
  level: string;
  logger: string;
  message: string;
  error: string;
  template: string;
  args: string;
  caller: string;
}

const NAMES: JsonNames = {
  time: 'time',
  level: 'level',
  logger: 'logger',
  message: 'message',
  error: 'error',
  template: 'template',
  args: 'args',
  caller: 'caller',
};

/** What differs between the shapes of JSON. The functions give JSON text; `error` and `caller` with their names. */
export interface JsonShape {
  names: JsonNames;
  level(level: number): string;
  time(time: number): string;
  error(error: unknown, fields: Fields | undefined): string;
  caller(caller: Caller): string;
  /** The name that a field of the application gets. */
  rename(key: string): string;
  /** What every record has behind its own fields. */
  constant: string;
}

/** A shape that leaves the rest to Logboom's own. */
export type PartialShape = Partial<Omit<JsonShape, 'names'>> & { names?: Partial<JsonNames> };

/** The shape that options ask for. */
export function shapeOf(options: JsonFormatterOptions): JsonShape {
  const base = options.shape ?? {};
  const names: JsonNames = { ...NAMES, ...base.names, ...options.names };
  const { time, level, logger, message } = names;
  const reserved = new Set([time, level, logger, message]);
  return {
    level: (number) => levelJson(number, options.level),
    time: (ms) => timeJson(ms, options.time),
    error: (error, fields) => errorJson(names.error, error, fields),
    caller: (caller) => keyText(names.caller) + (jsonOf(caller) ?? 'null'),
    constant: '',
    ...base,
    names,
    rename: (key) => base.rename?.(key) ?? (reserved.has(key) ? `${key}_` : key),
  };
}

/** `,"name":`, or nothing for a name that is left out. */
export function keyText(name: string): string {
  return name === '' ? '' : `,${quote(name)}:`;
}

/** A time as RFC 3339 text; one that no date can hold stays a number. */
export function rfc3339(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}

function levelJson(level: number, form: JsonFormatterOptions['level']): string {
  if (form === 'number') return `${level}`;
  return quote(form === 'name' ? levelName(level) : levelWord(level));
}

function timeJson(time: number, form: JsonFormatterOptions['time']): string {
  if (form === 'milliseconds' && Number.isFinite(time)) return `${time}`;
  if (form === 'seconds' && Number.isFinite(time)) return `${time / 1000}`;
  return quote(rfc3339(time));
}

/** The record's error; where the application has a field of that name, beside it. */
function errorJson(name: string, error: unknown, fields: Fields | undefined): string {
  const key = fields !== undefined && Object.hasOwn(fields, name) ? `${name}_` : name;
  return keyText(key) + (jsonOf(error instanceof Error ? errorFields(error) : error) ?? 'null');
}
