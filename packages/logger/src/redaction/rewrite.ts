import { reason } from '../values/json.ts';
import { LIMITS } from '../values/limits.ts';
import { plainOf } from '../values/plain.ts';
import type { PathState } from './path.ts';

/** What is changed in values. */
export interface Rules {
  /** Where all paths begin. */
  start: PathState;
  /** What stands for a value whose path matches. */
  onMatch: (value: unknown) => unknown;
  /** What stands for any other text; the same text where nothing is to be hidden. */
  onText: (text: string) => string;
}

/** More values than this in one field are not looked through: the field is hidden as a whole. */
const MAX_VALUES = 50_000;

class TooMuch extends Error {}

/** A value with the rules applied: itself where nothing changes, else a copy. Never throws. */
export function rewrite(value: unknown, state: PathState, rules: Rules): unknown {
  if (typeof value === 'string') return state.matches ? rules.onMatch(value) : rules.onText(value);
  if (typeof value === 'number' && !state.matches) return value;
  try {
    return new Rewriter(rules).value(value, state, 0);
  } catch (error) {
    return error instanceof TooMuch ? '[too large to redact]' : `[Unreadable: ${reason(error)}]`;
  }
}

class Rewriter {
  readonly #rules: Rules;
  readonly #ancestors: object[] = [];
  #room = MAX_VALUES;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  value(value: unknown, state: PathState, depth: number): unknown {
    const { onMatch, onText } = this.#rules;
    if (--this.#room < 0) throw new TooMuch();
    if (state.matches) return onMatch(typeof value === 'function' ? (value as () => unknown)() : value);
    if (typeof value === 'string') return onText(value);
    // A lazy value is called when the record is written; here is the last place where it can be looked at.
    if (typeof value === 'function' && depth === 0) return this.value((value as () => unknown)(), state, 1);
    if (typeof value !== 'object' || value === null) return value;
    // Deeper than this nothing is written.
    if (depth > LIMITS.depth) return value;
    if (this.#ancestors.includes(value)) return '[Circular]';
    this.#ancestors.push(value);
    try {
      return this.#object(value, state, depth);
    } finally {
      this.#ancestors.pop();
    }
  }

  #object(value: object, state: PathState, depth: number): unknown {
    if (Array.isArray(value)) return this.#items(value, state, depth);
    const plain = plainOf(value);
    if (plain !== value) {
      const changed = this.value(plain, state, depth + 1);
      return changed === plain ? value : changed;
    }
    const copy: Record<string, unknown> = {};
    let changed = false;
    for (const key of Object.keys(value)) {
      const before = read(value, key);
      const after = this.value(before, state.step(key), depth + 1);
      if (after !== before) changed = true;
      setOwn(copy, key, after);
    }
    return changed ? copy : value;
  }

  #items(items: readonly unknown[], state: PathState, depth: number): unknown {
    let copy: unknown[] | undefined;
    const end = Math.min(items.length, LIMITS.items);
    for (let i = 0; i < end; i++) {
      const after = this.value(items[i], state.step(String(i)), depth + 1);
      if (after === items[i]) continue;
      copy ??= [...items];
      copy[i] = after;
    }
    return copy ?? items;
  }
}

function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch (error) {
    return `[Thrown: ${reason(error)}]`;
  }
}

/** A name like `__proto__` is only a name here. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
