/**
 * An SQL expression and what it holds. Every field of LogsQL is a text; a value keeps its own type for as
 * long as it can, so that indexes serve and numbers and times are compared as such.
 */
export interface Value {
  /** `number` is Float64 or any integer; `time` is DateTime64(9). Only a `number` may be NULL: it is then empty. */
  kind: 'text' | 'number' | 'time';
  sql: string;
  /** The source of the value, where a filter can be pushed down to an index. */
  origin?: Origin;
}

export type Origin =
  | { from: 'column'; column: string }
  /** `name` is a bound parameter. */
  | { from: 'attribute'; name: string };

export function text(sql: string, origin?: Origin): Value {
  return origin === undefined ? { kind: 'text', sql } : { kind: 'text', sql, origin };
}

export function number(sql: string): Value {
  return { kind: 'number', sql };
}

export function time(sql: string): Value {
  return { kind: 'time', sql };
}

/** What is missing is empty. */
export const EMPTY: Value = text("''");

/** The value as LogsQL sees it. */
export function asText({ kind, sql }: Value): string {
  if (kind === 'text') return sql;
  if (kind === 'time') return `lb_time(${sql})`;
  return `lb_text(${sql})`;
}

/** The value as Nullable(Float64): NULL if it stands for no number. */
export function asNumber({ kind, sql }: Value): string {
  if (kind === 'number') return sql;
  if (kind === 'time') return `toFloat64(toUnixTimestamp64Nano(${sql}))`;
  return `lb_number(${sql})`;
}

/** Nanoseconds since 1970 as Nullable(Int64): NULL if the value is no time. */
export function asNanos({ kind, sql }: Value): string {
  return kind === 'time' ? `toUnixTimestamp64Nano(${sql})` : `lb_nanos(${asText({ kind, sql })})`;
}
