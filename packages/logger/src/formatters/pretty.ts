import type { LogEvent } from '../event/event.ts';
import { CRITICAL, DEBUG, ERROR, INFO, WARNING } from '../logger/levels.ts';
import { timeParts } from '../text/strftime.ts';
import { errorText } from '../values/error.ts';
import type { Formatter } from './formatter.ts';
import { fieldsText } from './logfmt.ts';

export interface PrettyFormatterOptions {
  /** ANSI colours. @default true */
  colors?: boolean;
  /** The date as well as the time. @default false */
  date?: boolean;
  /** @default false */
  utc?: boolean;
}

const RESET = '\u001b[0m';
const DIM = '\u001b[2m';

/** For people at a terminal: `10:15:30.123 INFO  shop: paid  ms=12`. */
export class PrettyFormatter implements Formatter {
  readonly #options: PrettyFormatterOptions;

  constructor(options: PrettyFormatterOptions = {}) {
    this.#options = options;
  }

  format(event: LogEvent): string {
    const level = event.levelName.padEnd(8);
    const fields = fieldsText(event.allFields());
    let line = `${this.#paint(this.#time(event.time), DIM)} ${this.#paint(level, colorOf(event.level))} `;
    line += `${this.#paint(`${event.name}:`, DIM)} ${event.message}`;
    if (fields !== '') line += ` ${this.#paint(fields, DIM)}`;
    const error = event.error ?? event.exception;
    return error === undefined ? line : `${line}\n${this.#paint(errorText(error, '    '), colorOf(ERROR))}`;
  }

  #time(time: number): string {
    const at = timeParts(time, this.#options.utc === true);
    const two = (value: number) => String(value).padStart(2, '0');
    const clock = `${two(at.hour)}:${two(at.minute)}:${two(at.second)}`;
    const text = `${clock}.${String(Math.floor(((time % 1000) + 1000) % 1000)).padStart(3, '0')}`;
    return this.#options.date === true ? `${at.year}-${two(at.month)}-${two(at.day)} ${text}` : text;
  }

  #paint(text: string, color: string): string {
    return this.#options.colors === false ? text : `${color}${text}${RESET}`;
  }
}

function colorOf(level: number): string {
  if (level >= CRITICAL) return '\u001b[1;97;41m';
  if (level >= ERROR) return '\u001b[31m';
  if (level >= WARNING) return '\u001b[33m';
  if (level >= INFO) return '\u001b[32m';
  return level >= DEBUG ? '\u001b[36m' : '\u001b[90m';
}
