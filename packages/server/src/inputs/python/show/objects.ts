import { type PickleValue, PythonDict, type PythonObject, PythonTuple } from '../pickle/values.ts';
import { showDatetime } from './datetime.ts';
import { exceptionName, isException, isOsError } from './exceptions.ts';
import { KNOWN } from './known.ts';
import { classText, showEntries, showItems, showRepr } from './show.ts';
import type { Writer } from './writer.ts';

/** Writes what `str` of an object gives where that is not its `repr`; false where it is. */
export function showObjectText(value: PythonObject, writer: Writer): boolean {
  const known = KNOWN.get(value.type.path)?.(value);
  if (known !== undefined) {
    writer.put(known.text);
    return true;
  }
  if (value.module === 'datetime' || !isException(value)) return false;
  showException(value, writer);
  return true;
}

/** Writes the `repr` of an object, or what comes nearest. */
export function showObject(value: PythonObject, writer: Writer): void {
  const { path } = value.type;
  const plain = value.module === 'datetime' ? showDatetime(value) : KNOWN.get(path)?.(value)?.repr;
  if (plain !== undefined) return writer.put(plain);
  if (value.name === '<persistent id>') return showPersistent(value, writer);
  if (!writer.enter(value, `${classText(value.type)}(...)`)) return;
  writer.put(`${nameOf(value)}(`);
  showArguments(value, writer);
  writer.put(')');
  writer.leave();
}

function nameOf(value: PythonObject): string {
  if (value.module === 'collections') return value.name;
  return isException(value) ? exceptionName(value) : classText(value.type);
}

/** All that an instance would have been made from, in the form of a call. */
function showArguments(value: PythonObject, writer: Writer): void {
  let first = true;
  const next = (): void => {
    if (!first) writer.put(', ');
    first = false;
  };
  for (const arg of argumentsOf(value)) {
    if (writer.cut) return;
    next();
    showRepr(arg, writer);
  }
  for (const list of [value.keywords, ...statesOf(value.state)]) {
    if (list === null) continue;
    if (!(list instanceof PythonDict)) {
      next();
      showRepr(list, writer);
      continue;
    }
    for (let i = 0; i + 1 < list.entries.length && !writer.cut; i += 2) {
      next();
      showKeyword(list.entries[i]!, list.entries[i + 1]!, writer);
    }
  }
  if (value.items !== undefined) {
    next();
    showItems(value.items, value.items, '[', ']', '[...]', writer);
  }
  const entries = value.entries ?? (value.type.path === 'collections.defaultdict' ? [] : undefined);
  if (entries !== undefined) {
    next();
    showEntries(entries, entries, writer);
  }
  if (value.type.path === 'collections.deque' && typeof value.args[1] === 'number') {
    next();
    writer.put(`maxlen=${value.args[1]}`);
  }
}

function showKeyword(name: PickleValue, value: PickleValue, writer: Writer): void {
  if (typeof name === 'string') writer.put(name.slice(0, 256));
  else showRepr(name, writer);
  writer.put('=');
  showRepr(value, writer);
}

function argumentsOf(value: PythonObject): readonly PickleValue[] {
  switch (value.type.path) {
    case 'collections.deque':
      return value.items === undefined ? [[]] : [];
    case 'collections.Counter':
      return value.args
        .map(mostCommonFirst)
        .filter((arg) => !(arg instanceof PythonDict && arg.entries.length === 0));
    default:
      return value.args;
  }
}

/** `repr(Counter)` has the greatest count first. */
function mostCommonFirst(counts: PickleValue): PickleValue {
  if (!(counts instanceof PythonDict)) return counts;
  const pairs: [PickleValue, PickleValue][] = [];
  for (let i = 0; i + 1 < counts.entries.length; i += 2)
    pairs.push([counts.entries[i]!, counts.entries[i + 1]!]);
  if (!pairs.every(([, count]) => typeof count === 'number')) return counts;
  pairs.sort((a, b) => Number(b[1]) - Number(a[1]));
  const sorted = new PythonDict();
  sorted.entries = pairs.flat();
  return sorted;
}

/** A state is mostly the `__dict__`; with `__slots__` a pair of it and the slots (PEP 307). */
function statesOf(state: PickleValue): readonly PickleValue[] {
  if (state instanceof PythonTuple && state.items.length === 2) {
    const [attributes, slots] = state.items;
    const plain = attributes === null || attributes instanceof PythonDict;
    if (plain && slots instanceof PythonDict) return [attributes ?? null, slots];
  }
  return [state];
}

/** As the last line of a traceback: `ValueError: bad`; a state of its own follows in brackets. */
function showException(value: PythonObject, writer: Writer): void {
  writer.put(exceptionName(value));
  if (!writer.enter(value, '(...)')) return;
  const { args } = value;
  if (isOsError(value)) showOsError(args, writer);
  else if (args.length > 0) {
    writer.put(': ');
    const [only] = args;
    if (args.length > 1) showItems(args, args, '(', ')', '(...)', writer);
    else if (typeof only === 'string' && value.name !== 'KeyError') writer.put(only);
    else showRepr(only!, writer);
  }
  const { state } = value;
  if (state instanceof PythonDict && state.entries.length > 0) {
    for (let i = 0; i + 1 < state.entries.length && !writer.cut; i += 2) {
      writer.put(i === 0 ? ' (' : ', ');
      showKeyword(state.entries[i]!, state.entries[i + 1]!, writer);
    }
    writer.put(')');
  }
  writer.leave();
}

function showOsError([errno, text, file, , second]: PickleValue[], writer: Writer): void {
  writer.put(': [Errno ');
  showRepr(errno!, writer);
  writer.put('] ');
  if (typeof text === 'string') writer.put(text);
  else showRepr(text!, writer);
  if (file !== undefined && file !== null) {
    writer.put(': ');
    showRepr(file, writer);
  }
  if (second !== undefined && second !== null) {
    writer.put(' -> ');
    showRepr(second, writer);
  }
}

function showPersistent(value: PythonObject, writer: Writer): void {
  if (!writer.enter(value, '<persistent id>')) return;
  writer.put('<persistent id ');
  showRepr(value.args[0] ?? null, writer);
  writer.put('>');
  writer.leave();
}
