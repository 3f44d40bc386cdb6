import { processId, processName, thread, threadName } from '#platform';
import type { LogEvent } from '../event/event.ts';
import { START_TIME } from '../values/clock.ts';

/** An attribute of Python's LogRecord (library reference, "LogRecord attributes"), read from an event. */
export interface Attribute {
  read(event: LogEvent): string | number | undefined;
  /** Python has a float here and shows whole numbers with `.0`. */
  float?: boolean;
  /** Needs to know who called the logger. */
  caller?: boolean;
}

/** All but `asctime`, which depends on the formatter. */
export const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  name: { read: (event) => event.name },
  levelno: { read: (event) => event.level },
  levelname: { read: (event) => event.levelName },
  message: { read: (event) => event.message },
  msg: { read: (event) => event.template },
  pathname: { read: (event) => event.caller?.pathname ?? '', caller: true },
  filename: { read: (event) => fileName(event), caller: true },
  module: { read: (event) => fileName(event).replace(/(?<=.)\.[^.]*$/, ''), caller: true },
  lineno: { read: (event) => event.caller?.line ?? 0, caller: true },
  funcName: { read: (event) => event.caller?.functionName ?? '', caller: true },
  created: { read: (event) => event.time / 1000, float: true },
  msecs: { read: (event) => Math.floor(((event.time % 1000) + 1000) % 1000), float: true },
  relativeCreated: { read: (event) => event.time - START_TIME, float: true },
  thread: { read: () => thread },
  threadName: { read: () => threadName },
  process: { read: () => processId },
  processName: { read: () => processName },
  taskName: { read: () => 'None' },
};

function fileName(event: LogEvent): string {
  const path = event.caller?.pathname ?? '';
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
