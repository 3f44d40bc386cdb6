import { LogboomError, reasonOf } from '@logboom/core';
import type { FilterLike } from '../filters/filter.ts';
import type { FormatterLike } from '../formatters/formatter.ts';
import { formatterNamed } from '../formatters/named.ts';
import { TextFormatter } from '../formatters/text.ts';
import type { Handler } from '../handlers/handler.ts';
import { manager } from '../logger/global.ts';
import type { Manager } from '../logger/manager.ts';
import { applyDict, applyIncremental } from './apply.ts';
import { describe, levelAt, listAt, mistake, objectAt, onlyKeys } from './check.ts';
import { type ConfigurableClass, FILTERS, FORMATTERS, HANDLERS } from './classes.ts';
import { type Externals, resolveExternal, resolveValue } from './external.ts';
import type { DictConfig } from './schema.ts';

export interface DictConfigOptions {
  /** What `ext://name` and a text under `()` stand for. */
  externals?: Externals;
  /** The tree to configure. @default the process's */
  manager?: Manager;
}

const SECTIONS = [
  'version',
  'formatters',
  'filters',
  'handlers',
  'loggers',
  'root',
  'incremental',
  'disable_existing_loggers',
];

/**
 * Configures all loggers from one object: Python's `logging.config.dictConfig`. Everything is checked and
 * built before anything is changed; the handlers in use before are then flushed and closed.
 *
 * @example
 * dictConfig({
 *   version: 1,
 *   handlers: { file: { class: 'RotatingFileHandler', filename: 'app.log', maxBytes: 1e6, backupCount: 3, formatter: 'json' } },
 *   root: { level: 'INFO', handlers: ['file'] },
 * });
 * @throws LogboomError LB_CONFIG_INVALID that names the path of the mistake: `handlers.file.level: ...`
 */
export function dictConfig(config: DictConfig, options: DictConfigOptions = {}): void {
  const tree = options.manager ?? manager;
  const object = objectAt(config, 'configuration');
  onlyKeys(object, SECTIONS, '');
  if (object.version !== 1) throw mistake('version', `must be 1, not ${describe(object.version)}`);
  if (object.incremental === true) {
    applyIncremental(config, tree);
    return;
  }
  const builder = new Builder(object, options.externals ?? {});
  applyDict(config, tree, builder);
}

/** Builds what a configuration names, each thing once. */
export class Builder {
  readonly #config: Record<string, unknown>;
  readonly #externals: Externals;
  readonly #formatters = new Map<string, FormatterLike>();
  readonly #filters = new Map<string, FilterLike>();
  readonly #handlers = new Map<string, Handler | 'building'>();

  constructor(config: Record<string, unknown>, externals: Externals) {
    this.#config = config;
    this.#externals = externals;
  }

  /** Builds everything, also what no logger uses, so that every mistake is found. */
  buildAll(): void {
    for (const id of this.#ids('formatters')) this.#formatter(id, `formatters.${id}`);
    for (const id of this.#ids('filters')) this.filter(id, `filters.${id}`);
    for (const id of this.#ids('handlers')) this.handler(id, `handlers.${id}`);
  }

  /** The handlers built so far. */
  get handlers(): Handler[] {
    return [...this.#handlers.values()].filter((handler) => handler !== 'building');
  }

  handler(id: unknown, path: string): Handler {
    const known = this.#handlers.get(String(id));
    if (known === 'building') throw mistake(path, `handler ${JSON.stringify(id)} is its own target`);
    if (known !== undefined) return known;
    const name = this.#idIn('handlers', id, path);
    this.#handlers.set(name, 'building');
    const handler = this.#makeHandler(name);
    this.#handlers.set(name, handler);
    return handler;
  }

  filter(given: unknown, path: string): FilterLike {
    if (typeof given === 'function' || (typeof given === 'object' && given !== null))
      return given as FilterLike;
    const known = this.#filters.get(String(given));
    if (known !== undefined) return known;
    const id = this.#idIn('filters', given, path);
    const at = `filters.${id}`;
    const { class: name = 'Filter', '()': factory, ...options } = this.#section(at, id, 'filters');
    let filter: FilterLike;
    if (factory === undefined) {
      const kind = this.#classOf(FILTERS, name, at, 'class');
      onlyKeys(options, kind.options, at);
      filter = construct(kind, options, at);
    } else filter = this.#call(factory, options, at) as FilterLike;
    this.#filters.set(id, filter);
    return filter;
  }

  #makeHandler(id: string): Handler {
    const at = `handlers.${id}`;
    const {
      class: name,
      '()': factory,
      level,
      formatter,
      filters,
      ...rest
    } = this.#section(at, id, 'handlers');
    const options: Record<string, unknown> = { ...rest };
    const kind = factory === undefined ? this.#classOf(HANDLERS, name, at, 'class') : undefined;
    if (kind !== undefined) onlyKeys(options, kind.options, at);
    if (typeof options.target === 'string') options.target = this.handler(options.target, `${at}.target`);
    if (Array.isArray(options.handlers)) {
      options.handlers = options.handlers.map((other, i) => this.handler(other, `${at}.handlers.${i}`));
    }
    const handler =
      kind === undefined
        ? (this.#call(factory, options, at) as Handler)
        : construct(kind, { ...options, name: id }, at);
    handler.name = id;
    if (level !== undefined) handler.setLevel(levelAt(level, `${at}.level`));
    if (formatter !== undefined) handler.setFormatter(this.#formatter(formatter, `${at}.formatter`));
    else if (kind !== undefined && /^logging\./.test(String(name))) handler.setFormatter(new TextFormatter());
    if (filters !== undefined) {
      for (const [i, filter] of listAt(filters, `${at}.filters`).entries()) {
        handler.addFilter(this.filter(filter, `${at}.filters.${i}`));
      }
    }
    return handler;
  }

  #formatter(given: unknown, path: string): FormatterLike {
    const known = this.#formatters.get(String(given));
    if (known !== undefined) return known;
    const defined = this.#ids('formatters').includes(String(given));
    const named = defined || typeof given !== 'string' ? undefined : formatterNamed(given);
    if (named !== undefined) return named;
    const id = this.#idIn('formatters', given, path);
    const at = `formatters.${id}`;
    const { class: name = 'Formatter', '()': factory, fmt, ...options } = this.#section(at, id, 'formatters');
    if (fmt !== undefined) options.format ??= fmt;
    let formatter: FormatterLike;
    if (factory === undefined) {
      const kind = this.#classOf(FORMATTERS, name, at, 'class');
      onlyKeys(options, kind.options, at);
      formatter = construct(kind, options, at);
    } else formatter = this.#call(factory, options, at) as FormatterLike;
    this.#formatters.set(id, formatter);
    return formatter;
  }

  /** Calls what stands under `()`. */
  #call(factory: unknown, options: Record<string, unknown>, at: string): unknown {
    const found =
      typeof factory === 'string'
        ? resolveExternal(factory.replace(/^ext:\/\//, ''), `${at}.()`, this.#externals)
        : factory;
    if (typeof found !== 'function') throw mistake(`${at}.()`, `must be a function, not ${describe(found)}`);
    return guard(at, () => make(found, options));
  }

  #classOf<T>(
    table: Readonly<Record<string, ConfigurableClass<T>>>,
    name: unknown,
    at: string,
    key: string,
  ): ConfigurableClass<T> {
    if (typeof name !== 'string') throw mistake(`${at}.${key}`, `must name a class, not ${describe(name)}`);
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (Object.hasOwn(table, last)) return table[last]!;
    const known = Object.keys(table).join(', ');
    throw mistake(
      `${at}.${key}`,
      `there is no ${name}; use one of ${known}, or '()' with a function of your own`,
    );
  }

  #section(at: string, id: string, section: string): Record<string, unknown> {
    const entry = objectAt(objectAt(this.#config[section], section)[id], at);
    return objectAt(resolveValue(entry, at, this.#config, this.#externals), at);
  }

  #ids(section: string): string[] {
    const value = this.#config[section];
    return value === undefined ? [] : Object.keys(objectAt(value, section));
  }

  #idIn(section: string, id: unknown, path: string): string {
    const ids = this.#ids(section);
    if (typeof id === 'string' && ids.includes(id)) return id;
    const known = ids.length === 0 ? `there are no ${section}` : `known are ${ids.join(', ')}`;
    throw mistake(path, `${JSON.stringify(id)} is not among ${section}; ${known}`);
  }
}

function construct<T>(kind: ConfigurableClass<T>, options: Record<string, unknown>, at: string): T {
  const { encoding, errors, validate, ...known } = options;
  if (encoding !== undefined && encoding !== null && !/^utf-?8$/i.test(String(encoding))) {
    throw mistake(`${at}.encoding`, `files are written as UTF-8, not ${describe(encoding)}`);
  }
  return guard(at, () => kind.make(known as never));
}

/** A class or a function: both are what people put under `()`. */
function make(found: object, options: Record<string, unknown>): unknown {
  const callable = found as ((options: unknown) => unknown) & { prototype?: unknown };
  return /^class\b/.test(Function.prototype.toString.call(found))
    ? Reflect.construct(callable, [options])
    : callable(options);
}

/** What a constructor refuses gets the path of its section. */
function guard<T>(at: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const reason = reasonOf(error)
      .replace(/^Configuration /, '')
      .replace(/\.$/, '');
    const path = LogboomError.is(error) && /^(\w+): /.exec(reason)?.[1];
    throw path ? mistake(`${at}.${path}`, reason.slice(path.length + 2), error) : mistake(at, reason, error);
  }
}
