import { isUtf8 } from 'node:buffer';
import { instantOfNumber, severityOfPython } from '@logboom/core';
import { BYTE_TEXTS, type ByteRow } from '../../../store/native/byte-row.ts';
import { follow, ShapeTree } from '../../shapes/tree.ts';
import { RECORD_LIMITS } from '../budget.ts';
import * as op from '../pickle/opcodes.ts';
import {
  ATTRIBUTE,
  CREATED,
  LEFT_OUT,
  LEVEL_NAME,
  LEVEL_NUMBER,
  MESSAGE,
  type PickleStep,
  shapeOfPickle,
} from './pickle-shape.ts';

const TRACE_ID = BYTE_TEXTS.indexOf('trace_id');
/** The name of each level; where a record has another, it says more and goes the long way. */
const LEVELS: ReadonlyMap<number, Buffer> = new Map(
  Object.entries({ 10: 'DEBUG', 20: 'INFO', 30: 'WARNING', 40: 'ERROR', 50: 'CRITICAL' }).map(
    ([number, name]) => [Number(number), Buffer.from(name)],
  ),
);
/** Digits that are exact in a double. */
const MOST_DIGITS = 15;

/**
 * Reads pickled LogRecords whose shape was seen before straight from their bytes (see {@link ShapeTree}). Whatever
 * is unusual is left to the long way, `fillFromPickle`, which decides what a record is; a property test holds
 * the two together.
 */
export class PickleShapes {
  readonly #tree = new ShapeTree<PickleStep>();
  readonly #double = new Float64Array(1);
  readonly #doubleBytes = new Uint8Array(this.#double.buffer);
  #levelNumber = 0;
  #levelBegin = 0;
  #levelEnd = 0;

  /**
   * Fills a row from a pickle.
   *
   * @returns false when the pickle must go the long way; the row means nothing then
   */
  read(bytes: Buffer, row: ByteRow): boolean {
    const end = bytes.length;
    if (end > RECORD_LIMITS.value) return false;
    row.reset(bytes);
    let branches = this.#tree.root;
    let at = 0;
    for (;;) {
      const branch = follow(branches, bytes, at, end);
      if (branch === undefined) return false;
      at += branch.literal.length;
      if (branch.step === undefined) break;
      at = this.#value(branch.step, at, row);
      if (at < 0) return false;
      branches = branch.next;
    }
    if (!this.#isLevel(bytes)) return false;
    row.severity = severityOfPython(this.#levelNumber);
    this.#tree.used();
    return true;
  }

  /** Learns the shape of a pickle that the long way could read. */
  learn(bytes: Buffer): void {
    this.#tree.learn(() => shapeOfPickle(bytes));
  }

  /** Takes a value, and gives where it ends; -1 when the long way must. */
  #value(step: PickleStep, at: number, row: ByteRow): number {
    const { bytes } = row;
    const begin = at + 1;
    switch (bytes[at]) {
      case op.BINUNICODE: {
        const from = begin + 4;
        const to = from + uint32(bytes, begin);
        return to <= bytes.length && this.#text(step, from, to, row) ? to : -1;
      }
      case op.NONE:
        // A message of None is shown; a record without a level or a time is not Python's.
        return step.place === MESSAGE || step.place <= LEVEL_NAME ? -1 : begin;
      case op.BININT1:
        return this.#integer(step, bytes[begin]!, row) ? begin + 1 : -1;
      case op.BININT2:
        return this.#integer(step, bytes[begin]! | (bytes[begin + 1]! << 8), row) ? begin + 2 : -1;
      case op.BININT:
        return this.#integer(step, uint32(bytes, begin) | 0, row) ? begin + 4 : -1;
      case op.BINFLOAT:
        return this.#float(step, begin, row) ? begin + 8 : -1;
      case op.LONG:
        return this.#digits(step, begin, row);
      default:
        return -1;
    }
  }

  #text({ place, name }: PickleStep, from: number, to: number, row: ByteRow): boolean {
    if (place === LEFT_OUT) return true;
    if (place === LEVEL_NAME) {
      this.#levelBegin = from;
      this.#levelEnd = to;
      return true;
    }
    if (place < ATTRIBUTE || !isText(row.bytes, from, to)) return false;
    if (place === ATTRIBUTE) row.attribute(name, from, to);
    // An origin that is empty claims nothing, and an id of zeros is none.
    else if (place > MESSAGE && from === to) return false;
    else if (place >= TRACE_ID && isZeros(row.bytes, from, to)) return false;
    else {
      row.texts[place * 2] = from;
      row.texts[place * 2 + 1] = to;
    }
    return true;
  }

  #integer({ place, name }: PickleStep, value: number, row: ByteRow): boolean {
    if (place === LEVEL_NUMBER) this.#levelNumber = value;
    else if (place === ATTRIBUTE) row.made(name, String(value));
    else return place === LEFT_OUT;
    return true;
  }

  #float({ place }: PickleStep, at: number, row: ByteRow): boolean {
    if (place !== CREATED) return place === LEFT_OUT;
    for (let i = 0; i < 8; i++) this.#doubleBytes[7 - i] = row.bytes[at + i]!;
    return instantOfNumber(this.#double[0]!, row);
  }

  /** `140035425065856L\n`: the thread's number, as protocol 1 writes it. */
  #digits({ place, name }: PickleStep, from: number, row: ByteRow): number {
    const { bytes } = row;
    let to = from;
    while (bytes[to]! >= 0x30 && bytes[to]! <= 0x39) to++;
    const isUsual =
      to > from &&
      to - from <= MOST_DIGITS &&
      bytes[from] !== 0x30 &&
      bytes[to] === 0x4c &&
      bytes[to + 1] === 0x0a;
    if (!isUsual || (place !== ATTRIBUTE && place !== LEFT_OUT)) return -1;
    if (place === ATTRIBUTE) row.attribute(name, from, to);
    return to + 2;
  }

  #isLevel(bytes: Buffer): boolean {
    const name = LEVELS.get(this.#levelNumber);
    if (name === undefined || name.length !== this.#levelEnd - this.#levelBegin) return false;
    for (let i = 0; i < name.length; i++) if (name[i] !== bytes[this.#levelBegin + i]) return false;
    return true;
  }
}

const uint32 = (bytes: Buffer, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) + bytes[at + 3]! * 0x1000000;

/** Whether bytes are UTF-8; Python may have put lone surrogates there. */
function isText(bytes: Buffer, from: number, to: number): boolean {
  let bits = 0;
  for (let at = from; at < to; at++) bits |= bytes[at]!;
  return bits < 0x80 || isUtf8(bytes.subarray(from, to));
}

function isZeros(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0x30) return false;
  return true;
}
