import type { LogEvent } from '../event/event.ts';
import type { Bindings, Fields } from '../logger/bindings.ts';
import { levelName } from '../logger/levels.ts';
import { errorFields } from '../values/error.ts';
import { jsonOf, jsonOfNumber, quote, reason } from '../values/json.ts';
import type { Formatter } from './formatter.ts';
import { levelWord } from './level-word.ts';

/** How {@link JsonFormatter} writes a record. */
export interface JsonFormatterOptions {
  /** The names of its own fields. A name of '' leaves that field out. */
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

/** From here on texts are made at run time, and keeping them is of no use. */
const MAX_MESSAGES = 2000;

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

/**
 * One JSON object a line: `{"time":"2026-07-01T10:15:30.123Z","level":"info","logger":"shop","message":"paid","ms":12}`.
 * Logboom's normaliser knows these names. A field of the application that has the name of one of these
 * gets an underscore behind it, so that no name comes twice.
 */
export class JsonFormatter implements Formatter {
  readonly needsCaller: boolean;
  readonly #names: JsonNames;
  readonly #options: JsonFormatterOptions;
  readonly #constant: string;
  readonly #reserved: ReadonlySet<string>;
  readonly #keys = new Map<string, string>();
  readonly #heads = new Map<number, string>();
  readonly #messages = new Map<string, string>();
  #lastTime = Number.NaN;
  #lastTimeText = '';
  #lastName: string | undefined;
  #lastNameText = '';

  constructor(options: JsonFormatterOptions = {}) {
    this.#options = options;
    this.#names = { ...NAMES, ...options.names };
    this.needsCaller = options.caller === true;
    this.#reserved = new Set(Object.values(this.#names));
    this.#constant = options.fields === undefined ? '' : this.#fieldsText(options.fields);
  }

  format(event: LogEvent): string {
    const names = this.#names;
    let line = this.#head(event.level) + this.#time(event.time);
    if (names.logger !== '') line += this.#logger(event.name);
    if (names.message !== '') line += `,"${names.message}":${this.#message(event)}`;
    line += this.#constant;
    if (event.bindings !== undefined) line += this.#bindingsText(event.bindings);
    if (event.context !== undefined) line += this.#bindingsText(event.context);
    if (event.fields !== undefined) line += this.#fieldsText(event.fields);
    if (event.error !== undefined) line += this.#error(event.error);
    if (this.#options.template === true && event.pattern !== undefined) {
      line += `,"${names.template}":${quote(event.template)},"${names.args}":${jsonOf(event.args) ?? '[]'}`;
    }
    if (event.caller !== undefined && this.needsCaller) line += `,"${names.caller}":${jsonOf(event.caller)}`;
    return `${line}}`;
  }

  #head(level: number): string {
    let head = this.#heads.get(level);
    if (head === undefined) {
      head = `{"${this.#names.level}":${this.#levelText(level)},"${this.#names.time}":`;
      this.#heads.set(level, head);
    }
    return head;
  }

  #levelText(level: number): string {
    if (this.#options.level === 'number') return `${level}`;
    if (this.#options.level === 'name') return quote(levelName(level));
    return quote(levelWord(level));
  }

  /** Many records share a millisecond: its text is kept. */
  #time(time: number): string {
    if (time !== this.#lastTime) {
      this.#lastTime = time;
      this.#lastTimeText = this.#timeText(time);
    }
    return this.#lastTimeText;
  }

  #timeText(time: number): string {
    if (this.#options.time === 'milliseconds') return `${time}`;
    if (this.#options.time === 'seconds') return `${time / 1000}`;
    return `"${new Date(time).toISOString()}"`;
  }

  /** Messages without arguments are mostly written in the code: few, and always the same. */
  #message(event: LogEvent): string {
    const text = event.message;
    if (event.pattern !== undefined || this.#messages.size >= MAX_MESSAGES || text.length > 256)
      return quote(text);
    let json = this.#messages.get(text);
    if (json === undefined) {
      json = quote(text);
      this.#messages.set(text, json);
    }
    return json;
  }

  /** Records of one logger come in runs. */
  #logger(name: string): string {
    if (name !== this.#lastName) {
      this.#lastName = name;
      this.#lastNameText = `,"${this.#names.logger}":${quote(name)}`;
    }
    return this.#lastNameText;
  }

  #error(error: unknown): string {
    return `,"${this.#names.error}":${jsonOf(error instanceof Error ? errorFields(error) : error) ?? 'null'}`;
  }

  #bindingsText(bindings: Bindings): string {
    if (bindings.cacheOwner === this) return bindings.cacheText;
    const above = bindings.parent === undefined ? '' : this.#bindingsText(bindings.parent);
    bindings.cacheText = above + this.#fieldsText(bindings.fields);
    bindings.cacheOwner = this;
    return bindings.cacheText;
  }

  #fieldsText(fields: Fields): string {
    try {
      return this.#fastFields(fields);
    } catch {
      return this.#carefulFields(fields);
    }
  }

  #fastFields(fields: Fields): string {
    let text = '';
    for (const key in fields) {
      const value = fields[key];
      let json: string | undefined;
      if (typeof value === 'string') json = quote(value);
      else if (typeof value === 'number') json = jsonOfNumber(value);
      else json = jsonOf(typeof value === 'function' ? (value as () => unknown)() : value);
      if (json !== undefined && Object.hasOwn(fields, key)) text += this.#key(key) + json;
    }
    return text;
  }

  /** A field that cannot be read costs only itself. */
  #carefulFields(fields: Fields): string {
    let text = '';
    for (const key of ownNames(fields)) {
      let json: string | undefined;
      try {
        const value = fields[key];
        json = jsonOf(typeof value === 'function' ? (value as () => unknown)() : value);
      } catch (error) {
        json = quote(`[Thrown: ${reason(error)}]`);
      }
      if (json !== undefined) text += this.#key(key) + json;
    }
    return text;
  }

  /** `,"name":`, kept for names seen before. */
  #key(key: string): string {
    let text = this.#keys.get(key);
    if (text === undefined) {
      text = `,${quote(this.#reserved.has(key) ? `${key}_` : key)}:`;
      if (this.#keys.size < 10_000) this.#keys.set(key, text);
    }
    return text;
  }
}

function ownNames(fields: Fields): string[] {
  try {
    return Object.keys(fields);
  } catch {
    return [];
  }
}
