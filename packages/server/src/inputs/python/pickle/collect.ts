import type { Machine } from './machine.ts';
import { type PickleValue, PythonDict, PythonObject, PythonSet } from './values.ts';

/** APPEND, APPENDS: to a list, or to an object that calls itself one. */
export function append(target: PickleValue, items: PickleValue[], machine: Machine): void {
  if (Array.isArray(target)) pushAll(target, items);
  else if (target instanceof PythonObject) {
    if (target.items === undefined) target.items = items;
    else pushAll(target.items, items);
  } else machine.fail('items for what is no list');
}

/** SETITEM, SETITEMS: `[key, value, key, value ...]` into a dict, or an object that calls itself one. */
export function setItems(target: PickleValue, entries: PickleValue[], machine: Machine): void {
  if (entries.length % 2 !== 0) machine.fail('a key without a value');
  if (target instanceof PythonDict) {
    if (target.entries.length === 0) target.entries = entries;
    else pushAll(target.entries, entries);
  } else if (target instanceof PythonObject) {
    if (target.entries === undefined) target.entries = entries;
    else pushAll(target.entries, entries);
  } else machine.fail('keys and values for what is no dict');
}

/** ADDITEMS: to a set. */
export function addItems(target: PickleValue, items: PickleValue[], machine: Machine): void {
  if (target instanceof PythonSet) pushAll(target.items, items);
  else append(target, items, machine);
}

/** A spread would overflow the stack with many items. */
function pushAll(target: PickleValue[], items: PickleValue[]): void {
  for (const item of items) target.push(item);
}
