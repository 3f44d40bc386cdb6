/**
 * The fields of Python's LogRecord (Library Reference, "LogRecord attributes") that are more than an
 * attribute under their own name, by a number to switch on.
 */
export const NAME = 1;
export const MESSAGE_TEMPLATE = 2;
export const ARGUMENTS = 3;
export const LEVEL_NAME = 4;
export const LEVEL_NUMBER = 5;
export const CREATED = 6;
/** `msecs` is part of the time, `relativeCreated` is milliseconds since the sender loaded `logging`: noise. */
export const LEFT_OUT = 7;
/** Rendered by a formatter into the record, where a handler of the sender's own pickles it whole. */
export const RENDERED = 8;
/** An attribute that no alias may claim: its name means what Python means. */
export const PLAIN = 9;

export const FIELDS: ReadonlyMap<unknown, number> = new Map([
  ['name', NAME],
  ['msg', MESSAGE_TEMPLATE],
  ['args', ARGUMENTS],
  ['levelname', LEVEL_NAME],
  ['levelno', LEVEL_NUMBER],
  ['created', CREATED],
  ['msecs', LEFT_OUT],
  ['relativeCreated', LEFT_OUT],
  ['message', RENDERED],
  ['pathname', PLAIN],
  ['filename', PLAIN],
  ['module', PLAIN],
  ['lineno', PLAIN],
  ['funcName', PLAIN],
  ['exc_info', PLAIN],
  ['exc_text', PLAIN],
  ['stack_info', PLAIN],
  ['thread', PLAIN],
  ['threadName', PLAIN],
  ['process', PLAIN],
  ['processName', PLAIN],
  ['taskName', PLAIN],
]);
