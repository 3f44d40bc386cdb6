import type { LogEvent } from '../event/event.ts';
import { strftime, timeParts } from '../text/strftime.ts';
import { errorText } from '../values/error.ts';
import { reason } from '../values/json.ts';
import { ATTRIBUTES } from './attributes.ts';
import type { Formatter } from './formatter.ts';
import { fieldsText } from './logfmt.ts';
import { parseFormat, type Slot, type Style } from './style.ts';

export interface TextFormatterOptions {
  /** In one of Python's styles. @default the message alone */
  format?: string;
  /** `strftime` for `asctime`. @default '%Y-%m-%d %H:%M:%S' and milliseconds behind a comma */
  datefmt?: string;
  /** `%(name)s`, `{name}` or `$name`. @default '%' */
  style?: Style;
  /** What stands for fields that a record lacks. @default '-' for each */
  defaults?: Readonly<Record<string, unknown>>;
  /** Times in UTC, not in the process's zone: Python's `converter = time.gmtime`. @default false */
  utc?: boolean;
  /** Show the record's fields behind the line as `name=value`. @default false */
  fields?: boolean;
}

const DEFAULTS: Readonly<Record<Style, string>> = { '%': '%(message)s', '{': '{message}', $: '$message' };

type Piece = (event: LogEvent) => string;

/**
 * Python's Formatter: a format in one of three styles, with every attribute of LogRecord and every field
 * of the record by its name; an error follows on its own lines.
 *
 * @example new TextFormatter({ format: '%(asctime)s - %(name)s - %(levelname)s - %(message)s' })
 */
export class TextFormatter implements Formatter {
  readonly needsCaller: boolean;
  readonly #options: TextFormatterOptions;
  readonly #literals: readonly string[];
  readonly #pieces: readonly Piece[];
  #second = Number.NaN;
  #secondText = '';

  /** @throws LogboomError LB_CONFIG_INVALID when the format is none */
  constructor(options: TextFormatterOptions = {}) {
    const { style = '%' } = options;
    const { literals, slots } = parseFormat(options.format ?? DEFAULTS[style] ?? '', style);
    this.#options = options;
    this.#literals = literals;
    this.#pieces = slots.map((slot) => this.#piece(slot));
    this.needsCaller = slots.some((slot) => own(ATTRIBUTES, slot.name)?.caller === true);
  }

  format(event: LogEvent): string {
    let line = this.#literals[0]!;
    for (let i = 0; i < this.#pieces.length; i++) {
      line += guarded(this.#pieces[i]!, event) + this.#literals[i + 1]!;
    }
    if (this.#options.fields === true) line += fieldsText(event.allFields());
    const error = event.error ?? event.exception;
    if (error === undefined) return line;
    return `${line}${line.endsWith('\n') ? '' : '\n'}${errorText(error)}`;
  }

  /** `asctime` of a time. */
  formatTime(time: number): string {
    const second = Math.floor(time / 1000);
    if (second !== this.#second) {
      this.#second = second;
      const parts = timeParts(second * 1000, this.#options.utc === true);
      this.#secondText = strftime(this.#options.datefmt ?? '%Y-%m-%d %H:%M:%S', parts);
    }
    if (this.#options.datefmt !== undefined) return this.#secondText;
    return `${this.#secondText},${String(Math.floor(time - second * 1000)).padStart(3, '0')}`;
  }

  #piece(slot: Slot): Piece {
    const { name } = slot;
    if (name === 'asctime') return (event) => slot.show(this.formatTime(event.time));
    const attribute = own(ATTRIBUTES, name);
    if (attribute === undefined) return (event) => slot.show(this.#field(event, name));
    if (attribute.float === true && slot.asText) {
      return (event) => slot.show(floatText(Number(attribute.read(event))));
    }
    return (event) => slot.show(attribute.read(event));
  }

  #field(event: LogEvent, name: string): unknown {
    const value = event.field(name);
    if (value !== undefined) return value;
    const { defaults } = this.#options;
    return defaults !== undefined && Object.hasOwn(defaults, name) ? defaults[name] : '-';
  }
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function floatText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
}

function guarded(piece: Piece, event: LogEvent): string {
  try {
    return piece(event);
  } catch (error) {
    return `[Thrown: ${reason(error)}]`;
  }
}
