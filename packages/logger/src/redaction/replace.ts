import type { LogEvent, LogEventParts } from '../event/event.ts';
import { Bindings, type Fields } from '../logger/bindings.ts';
import { errorFields } from '../values/error.ts';
import { NOWHERE, type PathState } from './path.ts';
import { type Rules, rewrite } from './rewrite.ts';

/** A record in which the values of some paths are replaced; the message has the path `message`. */
export function replaceInEvent(
  event: LogEvent,
  start: PathState,
  replace: (value: unknown) => unknown,
): LogEvent {
  return new EventRewriter({ start, onMatch: replace, onText: (text) => text }).rewrite(event);
}

/** Applies rules to all parts of a record. */
export class EventRewriter {
  readonly #rules: Rules;
  /** The same chain of bindings gives the same copy, so that formatters can keep its text. */
  readonly #bindings = new WeakMap<Bindings, Bindings>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  rewrite(event: LogEvent): LogEvent {
    const changes: Partial<LogEventParts> = {};
    const message = this.#named('message', event.message);
    const args = this.#rewriteArgs(event.args);
    if (message !== event.message || args !== event.args) {
      Object.assign(changes, { template: String(message), pattern: undefined, args: [] });
    }
    if (event.fields !== undefined) {
      const fields = this.#fields(event.fields);
      if (fields !== event.fields) changes.fields = fields;
    }
    const bindings = this.#chain(event.bindings);
    if (bindings !== event.bindings) changes.bindings = bindings;
    const context = this.#chain(event.context);
    if (context !== event.context) changes.context = context;
    if (event.error !== undefined) {
      const error = this.#error(event.error);
      if (error !== event.error) changes.error = error;
    }
    return Object.keys(changes).length === 0 ? event : event.with(changes);
  }

  #named(name: string, value: unknown): unknown {
    return rewrite(value, this.#rules.start.step(name), this.#rules);
  }

  /** Objects among the arguments are in the message already; their paths are those of fields. */
  #rewriteArgs(args: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined;
    args.forEach((before, i) => {
      const after = rewrite(before, NOWHERE, this.#rules);
      if (after === before) return;
      copy ??= [...args];
      copy[i] = after;
    });
    return copy ?? args;
  }

  #fields(fields: Fields): Fields {
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(fields)) {
      const before = fields[key];
      const after = before instanceof Error ? this.#error(before, key) : this.#named(key, before);
      if (after === before) continue;
      copy ??= { ...fields };
      copy[key] = after;
    }
    return copy ?? fields;
  }

  #chain(bindings: Bindings | undefined): Bindings | undefined {
    if (bindings === undefined) return undefined;
    const known = this.#bindings.get(bindings);
    if (known !== undefined) return known;
    const parent = this.#chain(bindings.parent);
    const fields = this.#fields(bindings.fields);
    const changed = parent !== bindings.parent || fields !== bindings.fields;
    const result = changed ? new Bindings(parent, fields) : bindings;
    this.#bindings.set(bindings, result);
    return result;
  }

  /** An error stays one, for formatters that show its stack; what it carries is looked through as fields. */
  #error(error: unknown, name = 'error'): unknown {
    if (!(error instanceof Error)) return this.#named(name, error);
    const before = errorFields(error);
    const after = this.#named(name, before);
    if (after === before) return error;
    if (typeof after !== 'object' || after === null) return after;
    const { type, message, stack, cause, ...own } = after as Record<string, unknown>;
    const copy = new Error(String(message), cause === undefined ? {} : { cause });
    copy.name = String(type);
    copy.stack = stack === undefined ? '' : String(stack);
    return Object.assign(copy, own);
  }
}
