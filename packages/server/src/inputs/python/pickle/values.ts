/**
 * What a pickle decodes to. Python's types map so that nothing is lost and nothing runs:
 *
 * | Python | here |
 * |---|---|
 * | None, bool, str | null, boolean, string |
 * | int | number when it is a safe integer, else bigint |
 * | float | number when it has a fraction, is infinite or NaN, else {@link PythonFloat} (1.0 is not 1) |
 * | bytes, bytearray | Uint8Array (a view of the input, not a copy), {@link PythonByteArray} |
 * | list, tuple, dict, set, frozenset | array, {@link PythonTuple}, {@link PythonDict}, {@link PythonSet} |
 * | a class or function by name | {@link PythonGlobal} |
 * | everything else | {@link PythonObject} |
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PythonFloat
  | PythonByteArray
  | PythonTuple
  | PythonDict
  | PythonSet
  | PythonGlobal
  | PythonObject;

/** A float without a fraction, 1.0 or -0.0: a JavaScript number alone would read as an int. */
export class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** The number of a Python float as this decoder keeps it. */
export function floatOf(value: number): number | PythonFloat {
  return Number.isInteger(value) ? new PythonFloat(value) : value;
}

export class PythonByteArray {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

export class PythonTuple {
  readonly items: PickleValue[];

  constructor(items: PickleValue[]) {
    this.items = items;
  }
}

/**
 * A dict as its keys and values in turn, `[key, value, key, value ...]`: keys may be of any type, the order
 * is kept, no name can reach a prototype, and it is built by one copy of the stack (a Map of a LogRecord
 * costs more than all the rest of its decoding). A key that stands twice counts with its last value; only
 * crafted pickles have one.
 */
export class PythonDict {
  entries: PickleValue[] = [];

  /** The value under a text key, or undefined. Walks the entries: for a few look-ups, not for many. */
  get(key: string): PickleValue | undefined {
    const { entries } = this;
    for (let i = entries.length - 2; i >= 0; i -= 2) if (entries[i] === key) return entries[i + 1];
    return undefined;
  }
}

export class PythonSet {
  items: PickleValue[];
  readonly frozen: boolean;

  constructor(items: PickleValue[], frozen: boolean) {
    this.items = items;
    this.frozen = frozen;
  }
}

/** A class, function or other thing named by its module and qualified name; it is never looked up. */
export class PythonGlobal {
  readonly module: string;
  readonly name: string;
  /** `module.name` */
  readonly path: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
    this.path = `${module}.${name}`;
  }
}

/** An instance that was not made: the class, and all that Python would have made it from. */
export class PythonObject {
  readonly type: PythonGlobal;
  readonly args: PickleValue[];
  /** Keyword arguments, where the pickle has some (`__getnewargs_ex__`). */
  readonly keywords: PickleValue;
  /** What `__setstate__` would have got: mostly the `__dict__`. */
  state: PickleValue = null;
  /** Items appended, for subclasses of list, deques and the like. */
  items: PickleValue[] | undefined = undefined;
  /** Keys and values set, for subclasses of dict. */
  entries: PickleValue[] | undefined = undefined;

  constructor(type: PythonGlobal, args: PickleValue[], keywords: PickleValue = null) {
    this.type = type;
    this.args = args;
    this.keywords = keywords;
  }

  get module(): string {
    return this.type.module;
  }

  get name(): string {
    return this.type.name;
  }
}
