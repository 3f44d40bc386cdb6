import { LogboomError } from '@logboom/core';
import type { PickleLimits } from './limits.ts';
import { PICKLE_LIMITS } from './limits.ts';
import type { PickleValue } from './values.ts';

/** Arrays longer than this are given back after a pickle instead of kept for the next. */
const KEEP = 4096;
const EMPTY = Buffer.alloc(0);

/**
 * The state of one decoding: the input, the stack, the marks and the memo. `top` counts the stack (the array
 * itself is kept from pickle to pickle and may hold old values above), `floor` is where the innermost mark
 * stands: nothing below it may be popped.
 */
export class Machine {
  bytes: Buffer = EMPTY;
  at = 0;
  limits: Readonly<PickleLimits> = PICKLE_LIMITS;
  /** Bytes that may still be copied out of earlier values. */
  output = 0;

  stack: PickleValue[] = [];
  top = 0;
  readonly marks: number[] = [];
  floor = 0;

  memo: PickleValue[] = [];
  memoSize = 0;
  /** Memo entries whose index is far past the others: a crafted index must not make a large array. */
  far: Map<number, PickleValue> | undefined = undefined;

  start(bytes: Buffer, limits: Readonly<PickleLimits>): void {
    this.bytes = bytes;
    this.at = 0;
    this.limits = limits;
    this.output = limits.output;
    this.top = 0;
    this.marks.length = 0;
    this.floor = 0;
    this.memoSize = 0;
    this.far = undefined;
  }

  /** Lets go of the input, and of arrays that one large pickle has grown. */
  finish(): void {
    if (this.bytes.length > KEEP || this.stack.length > KEEP || this.memo.length > KEEP) {
      this.stack = [];
      this.memo = [];
    }
    this.bytes = EMPTY;
    this.far = undefined;
  }

  fail(reason: string): never {
    throw new LogboomError('LB_PICKLE_INVALID', { offset: this.at, reason });
  }

  /** Steps over the argument of an operation, and gives where it starts. */
  take(length: number): number {
    const from = this.at;
    if (length > this.bytes.length - from) {
      this.fail(`an argument of ${length} bytes reaches past the end (${this.bytes.length} bytes)`);
    }
    this.at = from + length;
    return from;
  }

  /** A 4-byte little-endian length. */
  length4(): number {
    return this.bytes.readUInt32LE(this.take(4));
  }

  /** An 8-byte little-endian length; one past 2^53 is past any end as well. */
  length8(): number {
    const from = this.take(8);
    return this.bytes.readUInt32LE(from) + this.bytes.readUInt32LE(from + 4) * 0x1_0000_0000;
  }

  /** The rest of the line, without its newline. Protocol 0 is text of lines. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end === -1) this.fail('a line without its end');
    const text = this.bytes.toString('latin1', this.at, end);
    this.at = end + 1;
    return text;
  }

  push(value: PickleValue): void {
    this.stack[this.top++] = value;
  }

  pop(): PickleValue {
    if (this.top <= this.floor) this.fail('the stack is empty');
    return this.stack[--this.top]!;
  }

  peek(): PickleValue {
    if (this.top <= this.floor) this.fail('the stack is empty');
    return this.stack[this.top - 1]!;
  }

  /** Removes the innermost mark and gives what stood above it. */
  popMark(): PickleValue[] {
    if (this.marks.length === 0) this.fail('no mark is set');
    const mark = this.marks.pop()!;
    const items = this.stack.slice(mark, this.top);
    this.top = mark;
    this.floor = this.marks.at(-1) ?? 0;
    return items;
  }

  put(index: number, value: PickleValue): void {
    if (index < this.memoSize) this.memo[index] = value;
    else if (index <= this.memoSize + 8) {
      while (this.memoSize < index) this.memo[this.memoSize++] = UNSET;
      this.memo[this.memoSize++] = value;
    } else {
      this.far ??= new Map();
      this.far.set(index, value);
    }
  }

  get(index: number): PickleValue {
    if (index < this.memoSize) {
      const value = this.memo[index]!;
      if (value !== UNSET) return value;
    }
    const value = this.far?.get(index);
    return value === undefined ? this.fail(`nothing is kept under memo index ${index}`) : value;
  }

  /** Counts bytes that are copied out of a value which may be used again and again. */
  charge(bytes: number): void {
    this.output -= bytes;
    if (this.output < 0) this.fail(`values are copied to more than ${this.limits.output} bytes`);
  }
}

/** Fills gaps of the memo (Python 2 counts from 1). Compared by identity. */
const UNSET: PickleValue[] = [];
