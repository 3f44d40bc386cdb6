import { addItems, append, setItems } from './collect.ts';
import { build, globalOf, newObject, reduce } from './construct.ts';
import { floatOfText, intOfBytes, intOfText } from './integers.ts';
import type { Machine } from './machine.ts';
import * as op from './opcodes.ts';
import { readPython2Text, readText, unescapeUnicode, unquotePython2 } from './text.ts';
import {
  floatOf,
  type PickleValue,
  PythonByteArray,
  PythonDict,
  PythonGlobal,
  PythonObject,
  PythonSet,
  PythonTuple,
} from './values.ts';

/** Does one operation that a LogRecord of SocketHandler hardly ever has; decode.ts does the others. */
export function operateRare(code: number, machine: Machine): void {
  const value = scalarOf(code, machine);
  if (value !== undefined) machine.push(value);
}

/** What the operation pushes; undefined where it only changes what is there. */
function scalarOf(code: number, machine: Machine): PickleValue | undefined {
  const { bytes } = machine;
  switch (code) {
    case op.PROTO: {
      const protocol = bytes[machine.take(1)]!;
      return protocol > 5 ? machine.fail(`protocol ${protocol} is not known (0 to 5 are)`) : undefined;
    }
    case op.FRAME: {
      const length = machine.length8();
      if (length > bytes.length - machine.at) machine.fail(`a frame of ${length} bytes reaches past the end`);
      return;
    }
    case op.POP:
      // Python allows POP to take back a mark.
      if (machine.top === machine.floor && machine.marks.length > 0) machine.popMark();
      else machine.pop();
      return;
    case op.POP_MARK:
      machine.popMark();
      return;
    case op.DUP:
      return machine.peek();
    case op.INT:
      return intOfLine(machine);
    case op.LONG:
      return longOfLine(machine);
    case op.FLOAT: {
      const line = machine.line();
      return floatOf(floatOfText(line) ?? machine.fail('FLOAT without a number'));
    }
    case op.LONG4: {
      const length = machine.length4();
      return intOfBytes(bytes, machine.take(length), length, machine.limits.integer);
    }
    case op.STRING:
      return unquotePython2(machine.line()) ?? machine.fail('STRING without quotes');
    case op.BINSTRING: {
      const length = machine.length4();
      return readPython2Text(bytes, machine.take(length), length);
    }
    case op.SHORT_BINSTRING: {
      const length = bytes[machine.take(1)]!;
      return readPython2Text(bytes, machine.take(length), length);
    }
    case op.UNICODE:
      return unescapeUnicode(machine.line());
    case op.BINUNICODE8: {
      const length = machine.length8();
      return readText(bytes, machine.take(length), length);
    }
    case op.BINBYTES:
      return bytesOf(machine.length4(), machine);
    case op.SHORT_BINBYTES:
      return bytesOf(bytes[machine.take(1)]!, machine);
    case op.BINBYTES8:
      return bytesOf(machine.length8(), machine);
    case op.BYTEARRAY8:
      return new PythonByteArray(bytesOf(machine.length8(), machine));
    default:
      return containerOf(code, machine);
  }
}

function containerOf(code: number, machine: Machine): PickleValue | undefined {
  switch (code) {
    case op.LIST:
      return machine.popMark();
    case op.DICT: {
      const dict = new PythonDict();
      setItems(dict, machine.popMark(), machine);
      return dict;
    }
    case op.SETITEM: {
      const value = machine.pop();
      const key = machine.pop();
      setItems(machine.peek(), [key, value], machine);
      return;
    }
    case op.APPENDS: {
      const items = machine.popMark();
      append(machine.peek(), items, machine);
      return;
    }
    case op.EMPTY_SET:
      return new PythonSet([], false);
    case op.ADDITEMS: {
      const items = machine.popMark();
      addItems(machine.peek(), items, machine);
      return;
    }
    case op.FROZENSET:
      return new PythonSet(machine.popMark(), true);
    case op.PUT:
      machine.put(indexOfLine(machine), machine.peek());
      return;
    case op.GET:
      return machine.get(indexOfLine(machine));
    default:
      return objectOf(code, machine);
  }
}

function objectOf(code: number, machine: Machine): PickleValue | undefined {
  const { bytes } = machine;
  switch (code) {
    case op.GLOBAL:
      return globalOf(nameOfLine(machine), nameOfLine(machine));
    case op.STACK_GLOBAL: {
      const name = machine.pop();
      const module = machine.pop();
      if (typeof name === 'string' && typeof module === 'string') return globalOf(module, name);
      return machine.fail('STACK_GLOBAL without two texts');
    }
    case op.REDUCE: {
      const args = machine.pop();
      return reduce(machine.pop(), args, machine);
    }
    case op.NEWOBJ: {
      const args = machine.pop();
      return newObject(machine.pop(), args, null);
    }
    case op.NEWOBJ_EX: {
      const keywords = machine.pop();
      const args = machine.pop();
      return newObject(machine.pop(), args, keywords);
    }
    case op.BUILD: {
      const state = machine.pop();
      build(machine.peek(), state);
      return;
    }
    case op.INST: {
      const type = globalOf(nameOfLine(machine), nameOfLine(machine));
      return newObject(type, new PythonTuple(machine.popMark()), null);
    }
    case op.OBJ: {
      const [type, ...args] = machine.popMark();
      return newObject(type ?? machine.fail('OBJ without a class'), new PythonTuple(args), null);
    }
    case op.PERSID:
      return new PythonObject(PERSISTENT, [machine.line()]);
    case op.BINPERSID:
      return new PythonObject(PERSISTENT, [machine.pop()]);
    case op.EXT1:
      return extension(bytes[machine.take(1)]!);
    case op.EXT2:
      return extension(bytes.readUInt16LE(machine.take(2)));
    case op.EXT4:
      return extension(machine.length4());
    case op.NEXT_BUFFER:
      return new PythonObject(BUFFER, []);
    case op.READONLY_BUFFER:
      machine.peek();
      return;
    default:
      machine.at--;
      return machine.fail(`opcode 0x${code.toString(16).padStart(2, '0')} is not known`);
  }
}

/** A reference that only the sender could resolve. */
const PERSISTENT = new PythonGlobal('', '<persistent id>');
/** An out-of-band buffer (PEP 574), which did not come along. */
const BUFFER = new PythonGlobal('', '<buffer>');

/** A class by its number in the sender's registry (copyreg.add_extension). */
function extension(number: number): PythonGlobal {
  return new PythonGlobal('copyreg', `extension_${number}`);
}

function bytesOf(length: number, machine: Machine): Uint8Array {
  const from = machine.take(length);
  return machine.bytes.subarray(from, from + length);
}

/** INT: decimal digits, or 00 and 01 for False and True. */
function intOfLine(machine: Machine): PickleValue {
  const line = machine.line();
  if (line === '01') return true;
  if (line === '00') return false;
  return intOfText(line, machine.limits.integer) ?? machine.fail('INT without digits');
}

/** LONG: digits and an L. Protocols 0 and 1 write the thread's id so. */
function longOfLine(machine: Machine): PickleValue {
  const line = machine.line();
  const digits = line.endsWith('L') ? line.slice(0, -1) : line;
  return intOfText(digits, machine.limits.integer) ?? machine.fail('LONG without digits');
}

function indexOfLine(machine: Machine): number {
  const line = machine.line();
  return /^\d{1,10}$/.test(line) ? Number(line) : machine.fail('a memo index that is no number');
}

/** Names of modules and classes are UTF-8. */
function nameOfLine(machine: Machine): string {
  const from = machine.at;
  const end = machine.bytes.indexOf(10, from);
  if (end === -1) return machine.fail('a name without its end');
  machine.at = end + 1;
  return readText(machine.bytes, from, end - from);
}
