import type { LogEvent } from '../event/event.ts';
import { type Bindings, type Fields, fieldNames } from '../logger/bindings.ts';
import { jsonOf, jsonOfNumber, quote, reason } from '../values/json.ts';
import { LIMITS } from '../values/limits.ts';
import { isPolluted } from '../values/plain-json.ts';
import type { Formatter } from './formatter.ts';
import { type JsonFormatterOptions, type JsonShape, keyText, shapeOf } from './json-shape.ts';

/** From here on texts are made at run time, and keeping them is of no use. */
const MAX_MESSAGES = 2000;

/**
 * One JSON object a line: `{"time":"2026-07-01T10:15:30.123Z","level":"info","logger":"shop","message":"paid","ms":12}`.
 * Logboom's normaliser knows these names. A field of the application that has the name of one of these
 * gets an underscore behind it, so that no name comes twice.
 *
 * @example new JsonFormatter({ shape: ecs(), fields: { 'service.name': 'shop' } })
 */
export class JsonFormatter implements Formatter {
  readonly needsCaller: boolean;
  readonly #shape: JsonShape;
  readonly #constant: string;
  readonly #messageKey: string;
  readonly #loggerKey: string;
  readonly #template: boolean;
  readonly #keys = new Map<string, string>();
  readonly #heads = new Map<number, string>();
  readonly #messages = new Map<string, string>();
  #lastTime = Number.NaN;
  #lastTimeText = '';
  #lastName: string | undefined;
  #lastNameText = '';

  constructor(options: JsonFormatterOptions = {}) {
    const shape = shapeOf(options);
    this.#shape = shape;
    this.needsCaller = options.caller === true;
    this.#template = options.template === true;
    this.#messageKey = keyText(shape.names.message);
    this.#loggerKey = keyText(shape.names.logger);
    this.#constant = shape.constant + (options.fields === undefined ? '' : this.#fieldsText(options.fields));
  }

  format(event: LogEvent): string {
    let line = this.#head(event.level) + this.#time(event.time);
    if (this.#loggerKey !== '') line += this.#logger(event.name);
    if (this.#messageKey !== '') line += this.#messageKey + this.#message(event);
    line += this.#constant;
    if (event.bindings !== undefined) line += this.#bindingsText(event.bindings);
    if (event.context !== undefined) line += this.#bindingsText(event.context);
    if (event.fields !== undefined) line += this.#fieldsText(event.fields);
    if (event.error !== undefined) line += this.#shape.error(event.error, event.fields);
    if (this.#template && event.pattern !== undefined) line += this.#templateText(event);
    if (event.caller !== undefined && this.needsCaller) line += this.#shape.caller(event.caller);
    return `${line}}`;
  }

  #templateText(event: LogEvent): string {
    const { template, args } = this.#shape.names;
    return `${keyText(template)}${quote(event.template)}${keyText(args)}${jsonOf(event.args) ?? '[]'}`;
  }

  /** All up to the time: the same for every record of a level. */
  #head(level: number): string {
    let head = this.#heads.get(level);
    if (head === undefined) {
      const { names } = this.#shape;
      head = `{${quote(names.level)}:${this.#shape.level(level)},${quote(names.time)}:`;
      this.#heads.set(level, head);
    }
    return head;
  }

  /** Many records share a millisecond: its text is kept. */
  #time(time: number): string {
    if (time !== this.#lastTime) {
      this.#lastTime = time;
      this.#lastTimeText = this.#shape.time(time);
    }
    return this.#lastTimeText;
  }

  /** Messages without arguments are mostly written in the code: few, and always the same. */
  #message(event: LogEvent): string {
    const text = event.message;
    const kept = event.pattern === undefined && text.length <= 256 && this.#messages.size < MAX_MESSAGES;
    if (!kept) return quote(text);
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
      this.#lastNameText = this.#loggerKey + quote(name);
    }
    return this.#lastNameText;
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
      const plain = Object.getPrototypeOf(fields) === Object.prototype && !isPolluted();
      if (plain) return this.#fastFields(fields);
    } catch {
      // The careful way finds out which field it was.
    }
    return this.#carefulFields(fields);
  }

  #fastFields(fields: Fields): string {
    let text = '';
    let count = 0;
    for (const key in fields) {
      if (++count > LIMITS.items) throw new RangeError('too many fields');
      const value = fields[key];
      let json: string | undefined;
      if (typeof value === 'string') json = quote(value);
      else if (typeof value === 'number') json = jsonOfNumber(value);
      else json = jsonOf(typeof value === 'function' ? (value as () => unknown)() : value);
      if (json !== undefined) text += this.#key(key) + json;
    }
    return text;
  }

  /** A field that cannot be read costs only itself, and too many are counted. */
  #carefulFields(fields: Fields): string {
    let text = '';
    const names = fieldNames(fields);
    for (const key of names.slice(0, LIMITS.items)) {
      let json: string | undefined;
      try {
        const value = fields[key];
        json = jsonOf(typeof value === 'function' ? (value as () => unknown)() : value);
      } catch (error) {
        json = quote(`[Thrown: ${reason(error)}]`);
      }
      if (json !== undefined) text += this.#key(key) + json;
    }
    if (names.length > LIMITS.items) text += `,"…":"${names.length - LIMITS.items} more"`;
    return text;
  }

  /** `,"name":`, kept for names seen before. */
  #key(key: string): string {
    let text = this.#keys.get(key);
    if (text === undefined) {
      // An empty name leaves an own field out; here it is the name that the application chose.
      text = `,${quote(this.#shape.rename(key))}:`;
      if (this.#keys.size < 10_000) this.#keys.set(key, text);
    }
    return text;
  }
}
