import { type Bindings, bindingOf, copyFields, type Fields, flattenBindings } from '../logger/bindings.ts';
import { levelName } from '../logger/levels.ts';
import type { Template } from '../message/template.ts';
import { display } from '../values/display.ts';
import type { Caller } from './caller.ts';

/** What a {@link LogEvent} is made of. Only `name`, `level` and `message` are needed. */
export interface LogEventParts {
  name: string;
  level: number;
  /** The text as written, before its arguments are put in. */
  template: string;
  /** Milliseconds since 1970; fractions are kept. @default now */
  time?: number | undefined;
  /** The compiled template; without it the text is the message. */
  pattern?: Template | undefined;
  args?: readonly unknown[] | undefined;
  fields?: Fields | undefined;
  error?: unknown;
  bindings?: Bindings | undefined;
  context?: Bindings | undefined;
  caller?: Caller | undefined;
}

const NO_ARGS: readonly unknown[] = [];

/**
 * One call of a logger: what Python's LogRecord is. Formatters read it, filters may replace it (see
 * {@link LogEvent.with}), handlers must not change it.
 */
export class LogEvent {
  /** The logger's name, `root` for the root. */
  readonly name: string;
  /** 10 DEBUG ... 50 CRITICAL. */
  readonly level: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The message as written, before its arguments are put in. */
  readonly template: string;
  readonly pattern: Template | undefined;
  readonly args: readonly unknown[];
  /** Fields of this call alone. A function among them is a lazy value: read it through {@link LogEvent.field}. */
  readonly fields: Fields | undefined;
  /** What was thrown, if the record is about that. */
  readonly error: unknown;
  /** Fields of the child logger. */
  readonly bindings: Bindings | undefined;
  /** Fields of the context (request, trace). */
  readonly context: Bindings | undefined;
  /** Where it was logged; only if a formatter or the logger asks for it. */
  readonly caller: Caller | undefined;
  #message: string | undefined;

  constructor(
    name: string,
    level: number,
    time: number,
    template: string,
    pattern: Template | undefined,
    args: readonly unknown[],
    fields: Fields | undefined,
    error: unknown,
    bindings: Bindings | undefined,
    context: Bindings | undefined,
    caller: Caller | undefined,
  ) {
    this.name = name;
    this.level = level;
    this.time = time;
    this.template = template;
    this.pattern = pattern;
    this.args = args;
    this.fields = fields;
    this.error = error;
    this.bindings = bindings;
    this.context = context;
    this.caller = caller;
    this.#message = pattern === undefined && args.length === 0 ? template : undefined;
  }

  /** Makes a record from named parts: for handlers, bridges and tests. */
  static from(parts: LogEventParts): LogEvent {
    return new LogEvent(
      parts.name,
      parts.level,
      parts.time ?? Date.now(),
      parts.template,
      parts.pattern,
      parts.args ?? NO_ARGS,
      parts.fields,
      parts.error,
      parts.bindings,
      parts.context,
      parts.caller,
    );
  }

  /** A copy with some parts replaced: what a filter gives back that changes a record. */
  with(parts: Partial<LogEventParts>): LogEvent {
    return LogEvent.from({ ...this, ...parts });
  }

  /** The message with its arguments put in. Made on first use and kept. */
  get message(): string {
    this.#message ??= this.#render();
    return this.#message;
  }

  /** `INFO`, `WARNING` ... */
  get levelName(): string {
    return levelName(this.level);
  }

  /** The error of the record: its own, else that of a field named `err` or `error`. */
  get exception(): Error | undefined {
    try {
      if (this.error instanceof Error) return this.error;
      const named = this.fields?.err ?? this.fields?.error;
      return named instanceof Error ? named : undefined;
    } catch {
      return undefined;
    }
  }

  /** The value of a field wherever it is: this call's, then the context's, then the logger's. */
  field(name: string): unknown {
    const { fields } = this;
    const value =
      fields !== undefined && Object.hasOwn(fields, name)
        ? fields[name]
        : (bindingOf(this.context, name) ?? bindingOf(this.bindings, name));
    return typeof value === 'function' ? (value as () => unknown)() : value;
  }

  /** All fields as one object: the logger's, over them the context's, over them this call's. */
  allFields(): Record<string, unknown> {
    const all: Record<string, unknown> = {};
    flattenBindings(this.bindings, all);
    flattenBindings(this.context, all);
    return this.fields === undefined ? all : copyFields(this.fields, all);
  }

  #render(): string {
    const { pattern, args } = this;
    let text = pattern === undefined ? this.template : pattern.render(args);
    for (let i = pattern?.count ?? 0; i < args.length; i++) text += ` ${display(args[i])}`;
    return text;
  }
}
