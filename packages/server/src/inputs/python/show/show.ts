import {
  type PickleValue,
  PythonByteArray,
  PythonDict,
  PythonFloat,
  PythonGlobal,
  PythonObject,
  PythonSet,
  PythonTuple,
} from '../pickle/values.ts';
import { SHOW_LIMITS, type ShowLimits } from './limits.ts';
import { reprFloat } from './numbers.ts';
import { showObject, showObjectText } from './objects.ts';
import { quoteBytes, quoteText } from './quote.ts';
import { Writer } from './writer.ts';

/**
 * Text of a value as Python's `str` gives it, nested values as its `repr`: `[1, 'a', None]`, `{'k': 1.0}`,
 * `ValueError: bad`. Times are ISO 8601 wherever they stand. Instances of unknown classes show what they
 * were made from: `myapp.Point(1, y=2)`. Bounded in length and depth; a cycle shows as `[...]`.
 *
 * @example
 * showPythonValue(decodePickle(bytes)) // "{'when': 2026-07-01T10:15:30+00:00, 'price': Decimal('9.50')}"
 */
export function showPythonValue(value: PickleValue, limits: Readonly<ShowLimits> = SHOW_LIMITS): string {
  switch (typeof value) {
    case 'string':
      return cutText(value, limits);
    case 'number':
      return Number.isInteger(value) ? String(value) : reprFloat(value);
    default: {
      const writer = new Writer(limits);
      if (!(value instanceof PythonObject && showObjectText(value, writer))) showRepr(value, writer);
      return writer.text();
    }
  }
}

/** Text of a value as Python's `repr` gives it, with the same bounds. */
export function reprPythonValue(value: PickleValue, limits: Readonly<ShowLimits> = SHOW_LIMITS): string {
  const writer = new Writer(limits);
  showRepr(value, writer);
  return writer.text();
}

/** A lone surrogate cannot be stored as UTF-8. */
function cutText(text: string, limits: Readonly<ShowLimits>): string {
  return (text.length > limits.text ? `${text.slice(0, limits.text)}…` : text).toWellFormed();
}

/** Writes the `repr`. */
export function showRepr(value: PickleValue, writer: Writer): void {
  if (writer.left <= 0) return writer.put('…');
  switch (typeof value) {
    case 'string':
      return writer.put(quoteText(value.slice(0, writer.left)) + (value.length > writer.left ? '…' : ''));
    case 'number':
      return writer.put(Number.isInteger(value) ? String(value) : reprFloat(value));
    case 'bigint':
      return writer.put(String(value));
    case 'boolean':
      return writer.put(value ? 'True' : 'False');
    default:
      return showContainer(value, writer);
  }
}

type Container = Exclude<PickleValue, string | number | bigint | boolean>;

function showContainer(value: Container, writer: Writer): void {
  if (value === null) return writer.put('None');
  if (Array.isArray(value)) return showItems(value, value, '[', ']', '[...]', writer);
  if (value instanceof PythonDict) return showEntries(value, value.entries, writer);
  if (value instanceof PythonTuple) {
    return showItems(value, value.items, '(', value.items.length === 1 ? ',)' : ')', '(...)', writer);
  }
  if (value instanceof PythonFloat) return writer.put(reprFloat(value.value));
  if (value instanceof PythonSet) return showSet(value, writer);
  if (value instanceof PythonGlobal) return writer.put(globalText(value));
  if (value instanceof PythonObject) return showObject(value, writer);
  if (value instanceof PythonByteArray) return writer.put(byteArrayText(value.bytes, writer));
  writer.put(bytesText(value, writer));
}

function bytesText(bytes: Uint8Array, writer: Writer): string {
  return quoteBytes(bytes.subarray(0, writer.left)) + (bytes.length > writer.left ? '…' : '');
}

/** A bytearray has its single quotes escaped even between double ones: CPython's bytearray_repr. */
function byteArrayText(bytes: Uint8Array, writer: Writer): string {
  const text = bytesText(bytes, writer);
  return `bytearray(${text.startsWith('b"') ? text.replaceAll("'", "\\'") : text})`;
}

/** Writes items between brackets. `owner` is what a cycle would come back to. */
export function showItems(
  owner: PickleValue,
  items: readonly PickleValue[],
  open: string,
  close: string,
  cycle: string,
  writer: Writer,
): void {
  if (!writer.enter(owner, cycle)) return;
  writer.put(open);
  for (let i = 0; i < items.length && !writer.cut; i++) {
    if (i > 0) writer.put(', ');
    showRepr(items[i]!, writer);
  }
  writer.put(close);
  writer.leave();
}

/** Writes `{key: value, ...}` of keys and values in turn. */
export function showEntries(owner: PickleValue, entries: readonly PickleValue[], writer: Writer): void {
  if (!writer.enter(owner, '{...}')) return;
  writer.put('{');
  for (let i = 0; i + 1 < entries.length && !writer.cut; i += 2) {
    if (i > 0) writer.put(', ');
    showRepr(entries[i]!, writer);
    writer.put(': ');
    showRepr(entries[i + 1]!, writer);
  }
  writer.put('}');
  writer.leave();
}

function showSet(value: PythonSet, writer: Writer): void {
  const name = value.frozen ? 'frozenset' : 'set';
  if (value.items.length === 0) return writer.put(`${name}()`);
  if (value.frozen) return showItems(value, value.items, 'frozenset({', '})', 'frozenset(...)', writer);
  showItems(value, value.items, '{', '}', 'set(...)', writer);
}

const BUILTIN_TYPES = new Set(
  'bool bytearray bytes complex dict float frozenset int list object range set slice str tuple type'.split(
    ' ',
  ),
);

function globalText(value: PythonGlobal): string {
  if (value.module === 'builtins' && BUILTIN_TYPES.has(value.name)) return `<class '${value.name}'>`;
  return classText(value);
}

/** A class as one reads it: its module only where it tells something. */
export function classText(type: PythonGlobal): string {
  return type.module === 'builtins' || type.module === '__main__' || type.module === ''
    ? type.name
    : type.path;
}
