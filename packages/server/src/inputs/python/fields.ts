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
/** From here on: attributes that no alias may claim, as their names mean what Python means. Each has its own number. */
const FIRST_PLAIN = 9;

const PLAIN = [
  'pathname',
  'filename',
  'module',
  'lineno',
  'funcName',
  'exc_info',
  'exc_text',
  'stack_info',
  'thread',
  'threadName',
  'process',
  'processName',
  'taskName',
];

export const FIELDS: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ['name', NAME],
  ['msg', MESSAGE_TEMPLATE],
  ['args', ARGUMENTS],
  ['levelname', LEVEL_NAME],
  ['levelno', LEVEL_NUMBER],
  ['created', CREATED],
  ['msecs', LEFT_OUT],
  ['relativeCreated', LEFT_OUT],
  ['message', RENDERED],
  ...PLAIN.map((name, index): [string, number] => [name, FIRST_PLAIN + index]),
]);
