import type { LogEvent } from '../event/event.ts';
import { force } from '../logger/arguments.ts';
import type { Fields } from '../logger/bindings.ts';
import { display } from '../values/display.ts';
import { errorText } from '../values/error.ts';
import { reason } from '../values/json.ts';
import { LIMITS } from '../values/limits.ts';
import type { Formatter } from './formatter.ts';
import { rfc3339 } from './json-shape.ts';
import { levelWord } from './level-word.ts';

/**
 * `time=2026-07-01T10:15:30.123Z level=info logger=shop msg="paid in full" ms=12`: one line of
 * `name=value`, as Heroku's and Go's loggers write it.
 */
export class LogfmtFormatter implements Formatter {
  format(event: LogEvent): string {
    let line = `time=${rfc3339(event.time)} level=${levelWord(event.level)}`;
    line += ` logger=${logfmtValue(event.name)} msg=${logfmtValue(event.message)}`;
    line += fieldsText(event.allFields());
    if (event.error !== undefined) line += ` error=${logfmtValue(errorText(event.error))}`;
    return line;
  }
}

/** Fields as ` name=value`, each in its own right. */
export function fieldsText(fields: Fields): string {
  let text = '';
  for (const name of Object.keys(fields).slice(0, LIMITS.items)) {
    let value: unknown;
    try {
      value = force(fields[name]);
    } catch (error) {
      value = `[Thrown: ${reason(error)}]`;
    }
    if (value !== undefined) text += ` ${logfmtName(name)}=${logfmtValue(display(value))}`;
  }
  return text;
}

function logfmtName(name: string): string {
  return /^[^\s"=\p{Cc}]+$/u.test(name) ? name : name.replace(/[\s"=\p{Cc}]/gu, '_') || '_';
}

function logfmtValue(text: string): string {
  return /^[^\s"=\\\p{Cc}]+$/u.test(text) ? text : JSON.stringify(text);
}
