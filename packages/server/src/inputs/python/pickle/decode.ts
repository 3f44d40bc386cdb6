import { LogboomError } from '@logboom/core';
import { append, setItems } from './collect.ts';
import { intOfBytes } from './integers.ts';
import { PICKLE_LIMITS, type PickleLimits } from './limits.ts';
import { Machine } from './machine.ts';
import * as op from './opcodes.ts';
import { operateRare } from './rare.ts';
import { readText } from './text.ts';
import { floatOf, type PickleValue, PythonDict, PythonTuple } from './values.ts';

/** One machine serves all pickles: decoding runs to its end without handing control to anyone. */
const machine = new Machine();

/**
 * Decodes a Python pickle of protocol 0 to 5 and runs nothing: classes, functions and calls become inert
 * values (see {@link PickleValue}), which `showPythonValue` makes readable. What follows the STOP is ignored,
 * as Python does. The format: CPython's Lib/pickletools.py, PEP 307, 3154 and 574.
 *
 * @param bytes the pickle; bytes objects in the result are views of it, so use them before it is overwritten
 * @throws LogboomError LB_PICKLE_INVALID with the offset and the reason, also when a limit is passed
 *
 * @example
 * decodePickle(Buffer.from('80035d71002858010000006171014b0165 2e'.replace(' ', ''), 'hex')) // ['a', 1]
 */
export function decodePickle(bytes: Uint8Array, limits: Readonly<PickleLimits> = PICKLE_LIMITS): PickleValue {
  if (bytes.length > limits.bytes) {
    throw new LogboomError('LB_PICKLE_INVALID', {
      offset: 0,
      reason: `${bytes.length} bytes are over the limit of ${limits.bytes}`,
    });
  }
  machine.start(
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    limits,
  );
  try {
    return run();
  } finally {
    machine.finish();
  }
}

const scratch = new Float64Array(1);
const scratchBytes = new Uint8Array(scratch.buffer);

function double(bytes: Buffer, at: number): number {
  for (let i = 0; i < 8; i++) scratchBytes[7 - i] = bytes[at + i]!;
  return scratch[0]!;
}

/**
 * The loop. The operations of which LogRecords consist are here, with position and stack in local variables;
 * the others are in rare.ts. Reads past the end give undefined, which `take` of the next argument or the
 * check of the position after the loop reports.
 */
function run(): PickleValue {
  const { bytes, stack, marks, limits } = machine;
  const end = bytes.length;
  let at = 0;
  let top = 0;
  let floor = 0;
  let operations = limits.operations;
  while (at < end) {
    if (--operations < 0) overOperations(at);
    const code = bytes[at++]!;
    switch (code) {
      case op.BINPUT:
        if (at >= end) short(at);
        if (top <= floor) underflow(at);
        machine.put(bytes[at++]!, stack[top - 1]!);
        break;
      case op.MEMOIZE:
        if (top <= floor) underflow(at);
        machine.put(machine.memoSize, stack[top - 1]!);
        break;
      case op.LONG_BINPUT: {
        if (at + 4 > end) short(at, 4);
        if (top <= floor) underflow(at);
        machine.put(bytes.readUInt32LE(at), stack[top - 1]!);
        at += 4;
        break;
      }
      case op.BINUNICODE: {
        if (at + 4 > end) short(at, 4);
        const length =
          bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x10000 + bytes[at + 3]! * 0x1000000;
        at += 4;
        if (length > end - at) short(at, length);
        stack[top++] = readText(bytes, at, length);
        at += length;
        break;
      }
      case op.SHORT_BINUNICODE: {
        if (at >= end) short(at);
        const length = bytes[at++]!;
        if (length > end - at) short(at, length);
        stack[top++] = readText(bytes, at, length);
        at += length;
        break;
      }
      case op.BININT1:
        if (at >= end) short(at);
        stack[top++] = bytes[at++]!;
        break;
      case op.BININT2:
        if (at + 2 > end) short(at, 2);
        stack[top++] = bytes[at]! | (bytes[at + 1]! << 8);
        at += 2;
        break;
      case op.BININT:
        if (at + 4 > end) short(at, 4);
        stack[top++] = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
        at += 4;
        break;
      case op.LONG1: {
        if (at >= end) short(at);
        const length = bytes[at++]!;
        if (length > end - at) short(at, length);
        stack[top++] = intOfBytes(bytes, at, length, limits.integer);
        at += length;
        break;
      }
      case op.LONG: {
        // The thread's id, in protocol 1. Longer and odd ones are read below.
        let digits = at;
        let value = 0;
        while (digits < at + 15 && bytes[digits]! >= 0x30 && bytes[digits]! <= 0x39) {
          value = value * 10 + bytes[digits++]! - 0x30;
        }
        if (digits > at && bytes[digits] === 0x4c && bytes[digits + 1] === 0x0a) {
          stack[top++] = value;
          at = digits + 2;
          break;
        }
        machine.at = at;
        machine.top = top;
        operateRare(code, machine);
        at = machine.at;
        top = machine.top;
        break;
      }
      case op.BINFLOAT:
        if (at + 8 > end) short(at, 8);
        stack[top++] = floatOf(double(bytes, at));
        at += 8;
        break;
      case op.NONE:
        stack[top++] = null;
        break;
      case op.NEWTRUE:
        stack[top++] = true;
        break;
      case op.NEWFALSE:
        stack[top++] = false;
        break;
      case op.BINGET:
        if (at >= end) short(at);
        machine.at = at;
        stack[top++] = machine.get(bytes[at++]!);
        break;
      case op.LONG_BINGET:
        if (at + 4 > end) short(at, 4);
        machine.at = at;
        stack[top++] = machine.get(bytes.readUInt32LE(at));
        at += 4;
        break;
      case op.EMPTY_DICT:
        stack[top++] = new PythonDict();
        break;
      case op.EMPTY_LIST:
        stack[top++] = [];
        break;
      case op.EMPTY_TUPLE:
        stack[top++] = new PythonTuple([]);
        break;
      case op.TUPLE1:
      case op.TUPLE2:
      case op.TUPLE3: {
        const from = top - (code - op.TUPLE1 + 1);
        if (from < floor) underflow(at);
        stack[from] = new PythonTuple(stack.slice(from, top));
        top = from + 1;
        break;
      }
      case op.MARK:
        if (marks.length >= limits.depth) overDepth(at);
        marks.push(top);
        floor = top;
        break;
      case op.SETITEMS: {
        machine.at = at;
        machine.top = top;
        const entries = machine.popMark();
        top = machine.top;
        floor = machine.floor;
        if (top <= floor) underflow(at);
        setItems(stack[top - 1]!, entries, machine);
        break;
      }
      case op.TUPLE: {
        machine.at = at;
        machine.top = top;
        const items = machine.popMark();
        top = machine.top;
        floor = machine.floor;
        stack[top++] = new PythonTuple(items);
        break;
      }
      case op.APPEND: {
        if (top - 1 <= floor) underflow(at);
        const list = stack[top - 2]!;
        machine.at = at;
        if (Array.isArray(list)) list.push(stack[top - 1]!);
        else append(list, [stack[top - 1]!], machine);
        top--;
        break;
      }
      case op.STOP:
        if (top <= floor) underflow(at);
        return stack[top - 1]!;
      default:
        machine.at = at;
        machine.top = top;
        machine.floor = floor;
        operateRare(code, machine);
        at = machine.at;
        top = machine.top;
        floor = machine.floor;
    }
  }
  machine.at = end;
  return machine.fail('the end comes before the STOP');
}

function short(at: number, length = 1): never {
  machine.at = at;
  return machine.fail(`an argument of ${length} bytes reaches past the end (${machine.bytes.length} bytes)`);
}

function underflow(at: number): never {
  machine.at = at;
  return machine.fail('the stack is empty');
}

function overOperations(at: number): never {
  machine.at = at;
  return machine.fail(`more than ${machine.limits.operations} operations`);
}

function overDepth(at: number): never {
  machine.at = at;
  return machine.fail(`more than ${machine.limits.depth} marks are open`);
}
