import { jsonOf, quoteKey } from './json.ts';
import { LIMITS } from './limits.ts';

/** More entries than this are written the careful way, which counts characters. */
const MAX_ENTRIES = 1000;
let entries = 0;

/**
 * The JSON of a tree of plain objects and arrays, or `undefined` when it holds anything else: an instance,
 * a cycle, a getter that throws, more than the limits allow. No state per level, so that V8 inlines it.
 */
export function plainJson(value: object): string | undefined {
  if (isPolluted()) return undefined;
  entries = 0;
  try {
    return write(value, 0);
  } catch {
    return undefined;
  }
}

function write(value: object, depth: number): string | undefined {
  if (depth >= LIMITS.depth) return undefined;
  if (Array.isArray(value)) return writeItems(value, depth);
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  let out = '';
  const object = value as Record<string, unknown>;
  for (const key in object) {
    if (++entries > MAX_ENTRIES) return undefined;
    const item = object[key];
    const text = typeof item === 'object' && item !== null ? write(item, depth + 1) : jsonOf(item);
    if (text !== undefined) out += (out === '' ? '{' : ',') + quoteKey(key) + text;
    else if (item !== undefined) return undefined;
    if (typeof item === 'function' && key === 'toJSON') return undefined;
  }
  return out === '' ? '{}' : `${out}}`;
}

function writeItems(items: readonly unknown[], depth: number): string | undefined {
  let out = '';
  for (let i = 0; i < items.length; i++) {
    if (++entries > MAX_ENTRIES) return undefined;
    const item = items[i];
    const text =
      typeof item === 'object' && item !== null ? write(item, depth + 1) : (jsonOf(item) ?? 'null');
    if (text === undefined) return undefined;
    out += i === 0 ? text : `,${text}`;
  }
  return `[${out}]`;
}

const EMPTY = {};

/**
 * Whether someone gave all objects an enumerable property. Asked once a value, it spares asking of every
 * property whether it is the object's own.
 */
export function isPolluted(): boolean {
  for (const _ in EMPTY) return true;
  return false;
}
