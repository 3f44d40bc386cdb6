import type { LogEvent } from '../event/event.ts';
import { register, unregister } from '../exit/registry.ts';
import { reportError } from '../exit/report.ts';
import { applyFilters, type FilterLike } from '../filters/filter.ts';
import { type Formatter, type FormatterLike, formatterOf } from '../formatters/formatter.ts';
import { type LevelLike, levelNumber, NOTSET } from '../logger/levels.ts';
import { changes } from '../logger/version.ts';

/** What every handler can be given. */
export interface HandlerOptions {
  /** Records below are ignored. @default NOTSET */
  level?: LevelLike;
  formatter?: FormatterLike;
  filters?: readonly FilterLike[];
  /** Named in error reports and configuration. @default the class's name */
  name?: string;
}

/**
 * Takes records somewhere. A custom handler is one small class that says how to `emit`; override `flush`,
 * `flushSync` and `close` when something is kept back. Errors of `emit`, thrown or rejected, are reported
 * once on stderr and never reach the application.
 *
 * @example
 * class Beeper extends Handler {
 *   override emit(event: LogEvent): void {
 *     if (event.level >= ERROR) process.stdout.write('\u0007');
 *   }
 * }
 */
export abstract class Handler {
  name: string;
  readonly filters: FilterLike[];
  #level: number;
  #formatter: Formatter;
  #closed = false;

  /** @param fallback the formatter when the options name none */
  constructor(options: HandlerOptions, fallback: Formatter) {
    this.name = options.name ?? this.constructor.name;
    this.#level = levelNumber(options.level ?? NOTSET);
    this.#formatter = options.formatter === undefined ? fallback : formatterOf(options.formatter);
    this.filters = [...(options.filters ?? [])];
    if (this.#keepsSomething()) register(this);
  }

  /** Only a handler that flushes or closes something must be known at exit; others may come and go in numbers. */
  #keepsSomething(): boolean {
    const { flush, flushSync, close } = Handler.prototype;
    return this.flush !== flush || this.flushSync !== flushSync || this.close !== close;
  }

  /** Writes one record, or keeps it to write later. A promise says when it is done, or that it failed. */
  abstract emit(event: LogEvent): void | Promise<void>;

  /** The least level it takes. */
  get level(): number {
    return this.#level;
  }

  setLevel(level: LevelLike): this {
    this.#level = levelNumber(level);
    return this;
  }

  get formatter(): Formatter {
    return this.#formatter;
  }

  setFormatter(formatter: FormatterLike): this {
    this.#formatter = formatterOf(formatter);
    changes.count++;
    return this;
  }

  addFilter(filter: FilterLike): this {
    if (!this.filters.includes(filter)) this.filters.push(filter);
    return this;
  }

  removeFilter(filter: FilterLike): this {
    const at = this.filters.indexOf(filter);
    if (at >= 0) this.filters.splice(at, 1);
    return this;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether the formatter in use shows who called the logger. */
  get needsCaller(): boolean {
    return this.#formatter.needsCaller === true;
  }

  /** Filters a record and emits it. Never throws. Loggers call this; they have checked the level. */
  handle(event: LogEvent): void {
    try {
      let current: LogEvent | undefined = event;
      if (this.filters.length > 0) {
        current = applyFilters(this.filters, event, (error) => this.handleError(error, event));
        if (current === undefined) return;
      }
      const pending = this.emit(current);
      if (pending !== undefined) pending.then(undefined, (error) => this.handleError(error, event));
    } catch (error) {
      this.handleError(error, event);
    }
  }

  /** The record as one line without its end. */
  format(event: LogEvent): string {
    return this.#formatter.format(event);
  }

  /** Resolves when everything emitted so far is where it belongs. Rejects when that failed. */
  async flush(): Promise<void> {
    this.flushSync();
  }

  /** Writes at once what is kept back, as far as that is possible without waiting: the process ends after it. */
  flushSync(): void {}

  /** Whether something would be lost if the process ended after `flushSync`. Exit on a signal waits for it. */
  get pending(): boolean {
    return false;
  }

  /** Flushes and releases what it holds. Afterwards records are ignored. May be called twice. */
  async close(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.flush();
    } finally {
      this.#closed = true;
      unregister(this);
    }
  }

  /** Reports an error of this handler. Override to count or to fall back. Must not throw. */
  handleError(error: unknown, _event?: LogEvent): void {
    reportError(`handler ${this.name}`, error);
  }
}
