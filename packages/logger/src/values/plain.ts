import { errorFields } from './error.ts';
import { LIMITS } from './limits.ts';

/**
 * What stands for an object in JSON: itself if it is a plain one, else a plain object, an array or a text
 * (dates as RFC 3339, bytes as base64, Maps as objects, Sets as arrays, errors with their causes, and
 * whatever a `toJSON` gives). May throw what the object's own code throws.
 */
export function plainOf(value: object): unknown {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    return typeof (value as { toJSON?: unknown }).toJSON === 'function' ? ownJson(value) : value;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Error) return errorFields(value);
  if (ArrayBuffer.isView(value)) return bytesOrNumbers(value);
  if (value instanceof ArrayBuffer) return base64(new Uint8Array(value));
  if (value instanceof Map) return plainOfMap(value);
  if (value instanceof Set) return firstItems(value.values(), value.size);
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) {
    return `[${prototype?.constructor?.name ?? 'Object'}]`;
  }
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return value.valueOf();
  return typeof (value as { toJSON?: unknown }).toJSON === 'function' ? ownJson(value) : value;
}

function ownJson(value: object): unknown {
  const plain: unknown = (value as { toJSON: (key: string) => unknown }).toJSON('');
  return plain === value ? String(value) : plain;
}

function plainOfMap(map: ReadonlyMap<unknown, unknown>): unknown {
  const entries = firstItems(map.entries(), map.size) as [unknown, unknown][];
  const named = entries.every((entry) => typeof entry === 'string' || typeof entry[0] === 'string');
  if (!named) return entries;
  const object: Record<string, unknown> = Object.create(null);
  for (const entry of entries) {
    if (typeof entry === 'string') object['…'] = entry;
    else object[entry[0] as string] = entry[1];
  }
  return object;
}

/** The first items of an iterator, so that a Map of millions is not copied; a text counts the rest. */
function firstItems(items: Iterator<unknown>, size: number): unknown[] {
  const first: unknown[] = [];
  while (first.length < LIMITS.items) {
    const next = items.next();
    if (next.done === true) return first;
    first.push(next.value);
  }
  if (size > first.length) first.push(`… ${size - first.length} more`);
  return first;
}

function bytesOrNumbers(view: ArrayBufferView): unknown {
  if (view instanceof Uint8Array || view instanceof DataView || view instanceof Uint8ClampedArray) {
    return base64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
  return firstItems((view as Float64Array).values(), (view as Float64Array).length);
}

/** Bytes as base64; of many only the first, and then how many there were. */
function base64(bytes: Uint8Array): string {
  const limit = Math.floor(LIMITS.text / 2);
  let binary = '';
  for (const byte of bytes.subarray(0, limit)) binary += String.fromCharCode(byte);
  const text = btoa(binary);
  return bytes.length > limit ? `${text}… ${bytes.length - limit} more bytes` : text;
}
