import type { Machine } from './machine.ts';
import {
  type PickleValue,
  PythonByteArray,
  PythonDict,
  PythonGlobal,
  PythonObject,
  PythonSet,
  PythonTuple,
} from './values.ts';

/** Python 3 writes the names of Python 2 into protocols 0 to 2 (Lib/_compat_pickle.py): these are back. */
const MODULES = new Map([
  ['__builtin__', 'builtins'],
  ['exceptions', 'builtins'],
  ['copy_reg', 'copyreg'],
  ['UserDict', 'collections'],
  ['UserList', 'collections'],
  ['UserString', 'collections'],
]);
const BUILTINS = new Map([
  ['xrange', 'range'],
  ['unicode', 'str'],
  ['long', 'int'],
  ['unichr', 'chr'],
]);

export function globalOf(module: string, name: string): PythonGlobal {
  const mapped = MODULES.get(module);
  if (mapped === undefined) return new PythonGlobal(module, name);
  return new PythonGlobal(mapped, mapped === 'builtins' ? (BUILTINS.get(name) ?? name) : name);
}

type Constructor = (args: PickleValue[], machine: Machine) => PickleValue | undefined;

/**
 * The few callables that are part of how Python writes plain values, not code of the sender: what they
 * build is built here. All others stay an inert {@link PythonObject}.
 */
const CONSTRUCTORS = new Map<string, Constructor>([
  ['_codecs.encode', bytesOf],
  ['builtins.bytes', (args) => (args.length === 0 ? new Uint8Array(0) : undefined)],
  ['builtins.bytearray', byteArrayOf],
  ['builtins.set', (args) => setOf(args, false)],
  ['builtins.frozenset', (args) => setOf(args, true)],
  ['builtins.getattr', memberOf],
  ['copyreg._reconstructor', reconstruct],
  [
    'copyreg.__newobj__',
    ([type, ...args]) => (type instanceof PythonGlobal ? instance(type, args) : undefined),
  ],
  [
    'copyreg.__newobj_ex__',
    ([type, args, keywords]) => newObject(type ?? null, args ?? null, keywords ?? null),
  ],
]);

/** REDUCE: `callee(*args)` in Python; here a description of it. */
export function reduce(callee: PickleValue, args: PickleValue, machine: Machine): PickleValue {
  const items = args instanceof PythonTuple ? args.items : [args];
  if (callee instanceof PythonGlobal) {
    return CONSTRUCTORS.get(callee.path)?.(items, machine) ?? instance(callee, items);
  }
  return new PythonObject(CALL, [callee, args]);
}

/** NEWOBJ, NEWOBJ_EX: `cls.__new__(cls, *args, **keywords)`. */
export function newObject(type: PickleValue, args: PickleValue, keywords: PickleValue): PickleValue {
  const items = args instanceof PythonTuple ? args.items : [args];
  if (type instanceof PythonGlobal) return instance(type, items, keywords);
  return new PythonObject(CALL, [type, args]);
}

/** Stands where the callable is itself the result of a call. */
const CALL = new PythonGlobal('', '<call>');

function instance(type: PythonGlobal, args: PickleValue[], keywords: PickleValue = null): PythonObject {
  return new PythonObject(type, args, keywords);
}

/** BUILD: `__setstate__`, or `__dict__.update`. A second state is joined to the first. */
export function build(target: PickleValue, state: PickleValue): void {
  if (!(target instanceof PythonObject)) return;
  target.state = target.state === null ? state : new PythonTuple([target.state, state]);
}

/** bytes in protocols 0 to 2: `_codecs.encode(text, 'latin1')`. */
function bytesOf(args: PickleValue[], machine: Machine): PickleValue | undefined {
  const [text, encoding] = args;
  if (typeof text !== 'string' || (encoding !== 'latin1' && encoding !== 'latin-1')) return undefined;
  machine.charge(text.length);
  return Buffer.from(text, 'latin1');
}

function byteArrayOf(args: PickleValue[], machine: Machine): PickleValue | undefined {
  const [source] = args;
  if (source === undefined) return new PythonByteArray(new Uint8Array(0));
  if (source instanceof Uint8Array) return new PythonByteArray(source);
  const bytes = bytesOf(args, machine);
  return bytes instanceof Uint8Array ? new PythonByteArray(bytes) : undefined;
}

/** The list of a set is the set's own: nothing else of an honest pickle holds it. */
function setOf(args: PickleValue[], frozen: boolean): PickleValue | undefined {
  const [items] = args;
  if (items === undefined) return new PythonSet([], frozen);
  return Array.isArray(items) ? new PythonSet(items, frozen) : undefined;
}

/** `getattr(Outer, 'Inner')`: how nested classes, and members of enums, are named before protocol 4. */
function memberOf([owner, name]: PickleValue[]): PickleValue | undefined {
  if (!(owner instanceof PythonGlobal) || typeof name !== 'string') return undefined;
  return new PythonGlobal(owner.module, `${owner.name}.${name}`);
}

/** Instances in protocols 0 and 1: `_reconstructor(cls, base, value of the base)`. */
function reconstruct([type, , value]: PickleValue[]): PickleValue | undefined {
  if (!(type instanceof PythonGlobal)) return undefined;
  if (value === undefined || value === null) return instance(type, []);
  if (value instanceof PythonTuple) return instance(type, value.items);
  const made = instance(type, Array.isArray(value) || value instanceof PythonDict ? [] : [value]);
  if (Array.isArray(value)) made.items = value;
  if (value instanceof PythonDict) made.entries = value.entries;
  return made;
}
