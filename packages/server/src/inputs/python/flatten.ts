import { MAX_DEPTH, MAX_NAME } from '@logboom/core';
import type { Budget } from './budget.ts';
import { type PickleValue, PythonDict, PythonObject } from './pickle/values.ts';
import { showPythonValue } from './show/show.ts';

/** What a key costs that has to be shown first. */
const ODD_KEY = 8;
const NAME_LIMITS = { text: MAX_NAME, depth: 2 };

/** A name of an attribute: whatever a key is, as text that fits. */
export function attributeName(key: PickleValue): string {
  if (typeof key === 'string' && key.length <= MAX_NAME) return key.toWellFormed();
  return showPythonValue(key, NAME_LIMITS).slice(0, MAX_NAME);
}

/**
 * Calls `each` with the name and value of everything inside a value: dicts (OrderedDict, defaultdict and
 * Counter too) are walked, their names joined with dots; None is left out. A cycle, what lies too deep, and an
 * empty dict are handed on as they are.
 */
export function flatten(
  name: string,
  value: PickleValue,
  budget: Budget,
  each: (name: string, value: PickleValue) => void,
): void {
  walk(name, value, [], budget, each);
}

function walk(
  name: string,
  value: PickleValue,
  path: PickleValue[],
  budget: Budget,
  each: (name: string, value: PickleValue) => void,
): void {
  if (value === null) return;
  const entries = typeof value === 'object' ? entriesOf(value) : undefined;
  if (entries === undefined || entries.length === 0 || path.length >= MAX_DEPTH || path.includes(value)) {
    return each(name, value);
  }
  path.push(value);
  for (let i = 0; i + 1 < entries.length; i += 2) {
    const key = entries[i]!;
    if (!budget.takeStep(typeof key === 'string' ? 1 : ODD_KEY)) break;
    if (entries[i + 1] === null) continue;
    const inner = `${name}.${attributeName(key)}`;
    walk(inner.length > MAX_NAME ? inner.slice(0, MAX_NAME) : inner, entries[i + 1]!, path, budget, each);
  }
  path.pop();
}

function entriesOf(value: PickleValue): readonly PickleValue[] | undefined {
  if (value instanceof PythonDict) return value.entries;
  if (!(value instanceof PythonObject) || value.module !== 'collections') return undefined;
  const [counts] = value.args;
  return value.name === 'Counter' && counts instanceof PythonDict ? counts.entries : value.entries;
}
