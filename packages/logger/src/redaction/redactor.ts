import { LogboomError } from '@logboom/core';
import type { LogEvent } from '../event/event.ts';
import type { Filter } from '../filters/filter.ts';
import { parsePaths } from './path.ts';
import { hide, PATTERNS, type Pattern } from './patterns.ts';
import { EventRewriter } from './replace.ts';

export interface RedactionOptions {
  /** Fields by path: `password`, `user.*.token`, `**.secret`; the message has the path `message`. */
  paths?: readonly string[];
  /** What is hidden in any text, by name or as an own {@link Pattern}. */
  patterns?: readonly (keyof typeof PATTERNS | Pattern)[];
  /** What stands in the place; a function gets the value or the text found. @default '[redacted]', `[card]` ... */
  replacement?: string | ((found: unknown) => string);
}

/**
 * A filter that hides what must not be written: fields by path, and whatever patterns find in messages,
 * fields, errors and their stacks, at any depth. It works on a copy; the application's objects stay as they are.
 *
 * @example manager.addFilter(new Redactor({ paths: ['**.password'], patterns: ['card', 'email', 'token'] }));
 */
export class Redactor implements Filter {
  readonly #rewriter: EventRewriter;

  /** @throws LogboomError LB_CONFIG_INVALID for a path that cannot be read, and for a pattern that is not there */
  constructor({ paths = [], patterns = [], replacement }: RedactionOptions) {
    const list = patterns.map((pattern) => (typeof pattern === 'string' ? patternNamed(pattern) : pattern));
    const shown = (found: unknown, name: string): string =>
      typeof replacement === 'function' ? replacement(found) : (replacement ?? `[${name}]`);
    this.#rewriter = new EventRewriter({
      start: parsePaths(paths),
      onMatch: (value) => shown(value, 'redacted'),
      onText: (text) => list.reduce((rest, pattern) => hide(rest, pattern, shown(rest, pattern.name)), text),
    });
  }

  /** A filter that fails keeps the record, so this one must not: then nothing of the record but its place is left. */
  filter(event: LogEvent): LogEvent {
    try {
      return this.#rewriter.rewrite(event);
    } catch {
      return event.with({
        template: '[a record that could not be redacted]',
        pattern: undefined,
        args: [],
        fields: undefined,
        error: undefined,
        bindings: undefined,
        context: undefined,
      });
    }
  }
}

/** A name may come from a file. */
function patternNamed(name: string): Pattern {
  if (Object.hasOwn(PATTERNS, name)) return PATTERNS[name as keyof typeof PATTERNS];
  throw new LogboomError('LB_CONFIG_INVALID', {
    path: 'patterns',
    reason: `there is no ${JSON.stringify(name)}; use ${Object.keys(PATTERNS).join(', ')}`,
  });
}
