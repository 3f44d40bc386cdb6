import { isUtf8 } from 'node:buffer';
import type { ByteRow } from '../../store/native/byte-row.ts';
import { follow, ShapeTree } from '../shapes/tree.ts';
import { BareKind, ByteTimes, bareKind } from './bytes.ts';
import { ATTRIBUTE, isBare, type JsonStep, LEVEL, shapeOf, TIME } from './shape.ts';
import { ByteWords } from './words.ts';

/**
 * Reads JSON objects whose shape was seen before straight from their bytes (see {@link ShapeTree}). Whatever is unusual (an escape, a list, another order, a number that JavaScript writes otherwise)
 * is left to the long way, `normalizeJson`, which decides what a record is; a property test holds the two
 * together.
 */
export class JsonShapes {
  readonly #tree = new ShapeTree<JsonStep>();
  readonly #times = new ByteTimes();
  readonly #words = new ByteWords();

  /**
   * Fills a row from a line.
   *
   * @returns false when the line must go the long way; the row means nothing then
   */
  read(bytes: Buffer, begin: number, end: number, row: ByteRow): boolean {
    row.reset(bytes);
    let branches = this.#tree.root;
    let at = begin;
    let bits = 0;
    for (;;) {
      const branch = follow(branches, bytes, at, end);
      if (branch === undefined) return false;
      at += branch.literal.length;
      const { step } = branch;
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
      branches = branch.next;
    }
    if (bits > 0x7f && !isUtf8(bytes.subarray(begin, end))) return false;
    this.#tree.used();
    return true;
  }

  /** Learns the shape of a line that the long way could read. */
  learn(line: Buffer): void {
    this.#tree.learn(() => (isUtf8(line) ? shapeOf(line) : undefined));
  }

  /** The same for a line of which nothing is known. */
  learnText(text: string, line: Buffer): void {
    this.#tree.learn(() => (isObject(text) && isUtf8(line) ? shapeOf(line) : undefined));
  }

  #text({ place, name }: JsonStep, from: number, to: number, row: ByteRow): boolean {
    if (place === ATTRIBUTE) row.attribute(name, from, to);
    else if (place === TIME) return this.#times.ofText(row.bytes, from, to, row);
    else if (place === LEVEL) return this.#level(from, to, false, row);
    else setText(place, from, to, row);
    return true;
  }

  #bare({ place, name }: JsonStep, from: number, to: number, row: ByteRow): boolean {
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

function isObject(text: string): boolean {
  if (text.charCodeAt(0) !== 0x7b) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
