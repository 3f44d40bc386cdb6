import { cutText, LIMITS } from './limits.ts';
import { plainOf } from './plain.ts';
import { plainJson } from './plain-json.ts';

/**
 * Any value as JSON, within {@link LIMITS}. Never throws and never recurses deeper than the limit: what
 * cannot be read is shown as a text in brackets. `undefined` for a value that JSON leaves out.
 *
 * @example jsonOf(new Map([['a', 1n]])) // '{"a":1}'
 */
export function jsonOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return jsonOfNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return undefined;
    case 'object':
      return value === null ? 'null' : jsonOfObject(value);
    default:
      return jsonOfRare(value);
  }
}

/** What JSON writes with a backslash, and surrogates, of which a lone one must be escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as JSON, cut at the limit. The test first is faster than JSON.stringify on every length and Node. */
export function quote(text: string): string {
  if (text.length > LIMITS.text) return JSON.stringify(cutText(text));
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

const keys = new Map<string, string>();
/** Names are few and come again; a source that makes them up must not fill the memory. */
const MAX_KEYS = 10_000;

/** `"name":`, kept for names seen before. */
export function quoteKey(key: string): string {
  let text = keys.get(key);
  if (text === undefined) {
    text = `${quote(key)}:`;
    if (keys.size < MAX_KEYS && key.length < 256) keys.set(key, text);
  }
  return text;
}

/** JSON has no NaN and no infinity: they are shown as text. */
export function jsonOfNumber(value: number): string {
  return Number.isFinite(value) ? `${value}` : `"${value}"`;
}

function jsonOfRare(value: unknown): string {
  if (typeof value === 'bigint') {
    const small = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
    return small ? `${value}` : quote(`${value}`);
  }
  if (typeof value === 'function') return quote(`[Function: ${nameOfFunction(value)}]`);
  return quote(String(value));
}

function nameOfFunction(value: object): string {
  try {
    return 'name' in value && typeof value.name === 'string' && value.name !== '' ? value.name : 'anonymous';
  } catch {
    return 'unreadable';
  }
}

/** The objects around the one being written, and how many characters may still be written. */
interface Walk {
  ancestors: object[];
  room: number;
}

/** Nearly all values are small, plain trees: those are written fast; the careful way is for all else. */
function jsonOfObject(value: object): string {
  return plainJson(value) ?? walkObject(value, { ancestors: [], room: LIMITS.total });
}

function walk(value: unknown, state: Walk): string | undefined {
  if (typeof value === 'object' && value !== null) return walkObject(value, state);
  const text = jsonOf(value);
  state.room -= text === undefined ? 0 : text.length;
  return text;
}

function walkObject(value: object, state: Walk): string {
  const { ancestors } = state;
  if (ancestors.includes(value)) return '"[Circular]"';
  if (ancestors.length >= LIMITS.depth) return '"[Deeper]"';
  if (state.room <= 0) return '"[Cut]"';
  ancestors.push(value);
  try {
    if (Array.isArray(value)) return writeItems(value, value.length, state);
    const plain = plainOf(value);
    if (plain === value) return writeEntries(plain as Record<string, unknown>, state);
    return walk(plain, state) ?? 'null';
  } catch (error) {
    return quote(`[Unreadable: ${reason(error)}]`);
  } finally {
    ancestors.pop();
  }
}

function writeItems(items: readonly unknown[], length: number, state: Walk): string {
  let out = '';
  for (let i = 0; i < length; i++) {
    if (i >= LIMITS.items || state.room <= 0) {
      out += `${i > 0 ? ',' : ''}"… ${length - i} more"`;
      break;
    }
    out += `${i > 0 ? ',' : ''}${readItem(items, i, state) ?? 'null'}`;
  }
  return `[${out}]`;
}

function readItem(items: readonly unknown[], at: number, state: Walk): string | undefined {
  try {
    return walk(items[at], state);
  } catch (error) {
    return quote(`[Thrown: ${reason(error)}]`);
  }
}

function writeEntries(object: Record<string, unknown>, state: Walk): string {
  let out = '';
  let count = 0;
  for (const key of Object.keys(object)) {
    if (count >= LIMITS.items || state.room <= 0) {
      out += `,"…":"${Object.keys(object).length - count} more"`;
      break;
    }
    const text = readEntry(object, key, state);
    count++;
    if (text === undefined) continue;
    state.room -= key.length;
    out += `,${quoteKey(key)}${text}`;
  }
  return out === '' ? '{}' : `{${out.slice(1)}}`;
}

function readEntry(object: Record<string, unknown>, key: string, state: Walk): string | undefined {
  try {
    return walk(object[key], state);
  } catch (error) {
    return quote(`[Thrown: ${reason(error)}]`);
  }
}

/** What was thrown may itself throw when it is looked at. */
export function reason(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return 'unreadable';
  }
}
