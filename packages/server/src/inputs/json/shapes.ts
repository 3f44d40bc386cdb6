import { isUtf8 } from 'node:buffer';
import type { ByteRow } from '../../store/native/byte-row.ts';
import { BareKind, ByteTimes, bareKind } from './bytes.ts';
import { ATTRIBUTE, isBare, LEVEL, type Shape, type ShapeStep, shapeOf, TIME } from './shape.ts';
import { ByteWords } from './words.ts';

/** A step in the tree of all shapes; `undefined` where a line ends. */
interface Node {
  literal: Buffer;
  step: ShapeStep | undefined;
  next: Node[];
}

/** How many steps all shapes may have together; then they are learned anew. */
const MOST_NODES = 4_096;
const MOST_BRANCHES = 64;
/** Learning a line costs as much as reading several: who never sends a shape again is not learned. */
const CREDIT = 512;
const PRICE = 8;

/**
 * Reads JSON objects whose shape was seen before straight from their bytes: the programs that log write the
 * same names in the same order, so what stands between the values is compared, and the values are left where
 * they lie. Whatever is unusual (an escape, a list, another order, a number that JavaScript writes otherwise)
 * is left to the long way, `normalizeJson`, which decides what a record is; a property test holds the two
 * together.
 */
export class JsonShapes {
  #root: Node[] = [];
  #nodes = 0;
  #credit = CREDIT;
  readonly #times = new ByteTimes();
  readonly #words = new ByteWords();

  /**
   * Fills a row from a line.
   *
   * @returns false when the line must go the long way; the row means nothing then
   */
  read(bytes: Buffer, begin: number, end: number, row: ByteRow): boolean {
    row.reset(bytes);
    let branches = this.#root;
    let at = begin;
    let bits = 0;
    for (;;) {
      const node = follow(branches, bytes, at, end);
      if (node === undefined) return false;
      at += node.literal.length;
      const { step } = node;
      if (step === undefined) break;
      const from = at;
      if (step.isString) {
        for (; at < end; at++) {
          const byte = bytes[at]!;
          if (byte === 0x22) break;
          if (byte < 0x20 || byte === 0x5c) return false;
          bits |= byte;
        }
        if (!this.#text(step, from, at, row)) return false;
      } else {
        while (at < end && isBare(bytes[at]!)) at++;
        if (!this.#bare(step, from, at, row)) return false;
      }
      branches = node.next;
    }
    if (bits > 0x7f && !isUtf8(bytes.subarray(begin, end))) return false;
    if (this.#credit < CREDIT) this.#credit++;
    return true;
  }

  /** Learns the shape of a line that the long way could read. */
  learn(line: Buffer): void {
    if (this.#credit < PRICE) return;
    this.#credit -= PRICE;
    const shape = isUtf8(line) ? shapeOf(line) : undefined;
    if (shape !== undefined) this.#add(shape);
  }

  #add({ steps, end }: Shape): void {
    if (this.#nodes + steps.length >= MOST_NODES) {
      this.#root = [];
      this.#nodes = 0;
    }
    let branches = this.#root;
    for (const step of [...steps, undefined]) {
      const literal = step?.literal ?? end;
      let node = branches.find((other) => sameStep(other, literal, step));
      if (node === undefined) {
        if (branches.length >= MOST_BRANCHES) return;
        node = { literal, step, next: [] };
        branches.push(node);
        this.#nodes++;
      }
      branches = node.next;
    }
  }

  #text({ place, name }: ShapeStep, from: number, to: number, row: ByteRow): boolean {
    if (place === ATTRIBUTE) row.attribute(name, from, to);
    else if (place === TIME) return this.#times.ofText(row.bytes, from, to, row);
    else if (place === LEVEL) return this.#level(from, to, false, row);
    else setText(place, from, to, row);
    return true;
  }

  #bare({ place, name }: ShapeStep, from: number, to: number, row: ByteRow): boolean {
    const kind = bareKind(row.bytes, from, to);
    if (kind === BareKind.other) return false;
    if (kind === BareKind.nothing) return true;
    if (place === ATTRIBUTE) row.attribute(name, from, to);
    else if (place === TIME) {
      return kind === BareKind.integer && this.#times.ofInteger(row.bytes, from, to, row);
    } else if (place === LEVEL) {
      // A bare `severity` may be OpenTelemetry's or syslog's.
      return kind === BareKind.integer && !/^severity$/i.test(name) && this.#level(from, to, true, row);
    } else setText(place, from, to, row);
    return true;
  }

  #level(from: number, to: number, isNumber: boolean, row: ByteRow): boolean {
    const word = this.#words.find(row.bytes, from, to, isNumber);
    if (word === undefined) return false;
    row.severity = word.severity;
    if (word.isKept) row.attribute('severity_text', from, to);
    return true;
  }
}

function setText(place: number, from: number, to: number, row: ByteRow): void {
  row.texts[place * 2] = from;
  row.texts[place * 2 + 1] = to;
}

/** The branch whose literal stands here; the one that was taken last is tried first. */
function follow(branches: Node[], bytes: Buffer, at: number, end: number): Node | undefined {
  for (let i = 0; i < branches.length; i++) {
    const node = branches[i]!;
    if (!stands(node, bytes, at, end)) continue;
    if (i > 0) {
      branches[i] = branches[0]!;
      branches[0] = node;
    }
    return node;
  }
  return undefined;
}

function stands({ literal, step }: Node, bytes: Buffer, at: number, end: number): boolean {
  const { length } = literal;
  const after = at + length;
  if (after > end) return false;
  for (let i = 0; i < length; i++) if (literal[i] !== bytes[at + i]) return false;
  // The end of a line is at its end, and what stands before a number also stands before a text.
  return step === undefined ? after === end : step.isString || bytes[after] !== 0x22;
}

function sameStep(node: Node, literal: Buffer, step: ShapeStep | undefined): boolean {
  return (node.step === undefined) === (step === undefined) && node.literal.equals(literal);
}
