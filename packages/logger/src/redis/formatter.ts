import { userInfo } from 'node:os';
import { hostName } from '#platform';
import type { LogEvent } from '../event/event.ts';
import type { Formatter } from '../formatters/formatter.ts';
import { errorText } from '../values/error.ts';
import { jsonOf } from '../values/json.ts';

/**
 * The JSON of python-redis-log (https://github.com/jedp/python-redis-log), which readers like Elva expect:
 * `name`, `level`, `msg`, `args`, `time`, `hostname`, `username`, `filename`, `line_no`, `funcname`,
 * `traceback`. Fields of the record follow under their own names.
 */
export class PythonRedisFormatter implements Formatter {
  readonly needsCaller: boolean;
  readonly #host = hostName();
  readonly #user = readUser();

  /** @param caller whether file, line and function are found out, which takes time */
  constructor({ caller = false }: { caller?: boolean } = {}) {
    this.needsCaller = caller;
  }

  format(event: LogEvent): string {
    const { error, caller } = event;
    return (
      jsonOf({
        ...event.allFields(),
        name: event.name,
        level: event.levelName.toLowerCase(),
        msg: event.message,
        args: event.args,
        // datetime.utcnow().isoformat(): no zone.
        time: new Date(event.time).toISOString().slice(0, -1),
        hostname: this.#host,
        username: this.#user,
        filename: caller?.pathname ?? null,
        line_no: caller?.line ?? null,
        funcname: caller?.functionName ?? null,
        traceback: error === undefined ? null : errorText(error),
      }) ?? '{}'
    );
  }
}

function readUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
