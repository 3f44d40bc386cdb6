import type { LogEvent } from '../event/event.ts';

/** Makes one line (without its end) of a record. Must show what it can and not throw. */
export interface Formatter {
  format(event: LogEvent): string;
  /** Whether it shows file, line or function; loggers then find out who called them. @default false */
  readonly needsCaller?: boolean;
}

/** A formatter as one function. */
export type FormatterLike = Formatter | ((event: LogEvent) => string);

/** The formatter that a function is. */
export function formatterOf(like: FormatterLike): Formatter {
  return typeof like === 'function' ? { format: like } : like;
}
