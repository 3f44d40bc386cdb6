import { LogboomError } from '@logboom/core';

export interface ScanLimits {
  /** The largest value, in bytes. */
  bytes: number;
  /** How deep arrays and maps may lie in each other. */
  depth: number;
}

/** What follows the first byte of a value: its length in bytes, and what of that says how long the rest is. */
const FIXED = new Map<number, number>([
  ...([0xc0, 0xc2, 0xc3].map((head) => [head, 1]) as [number, number][]),
  ...([0xcc, 0xd0].map((head) => [head, 2]) as [number, number][]),
  ...([0xcd, 0xd1, 0xd4].map((head) => [head, 3]) as [number, number][]),
  ...([0xca, 0xce, 0xd2].map((head) => [head, 5]) as [number, number][]),
  ...([0xcb, 0xcf, 0xd3].map((head) => [head, 9]) as [number, number][]),
  ...([
    [0xd5, 4],
    [0xd6, 6],
    [0xd7, 10],
    [0xd8, 18],
  ] as [number, number][]),
]);

/** 0: no fixed length. */
const LENGTHS = Uint8Array.from({ length: 256 }, (_, head) =>
  head < 0x80 || head >= 0xe0 ? 1 : (FIXED.get(head) ?? 0),
);

/**
 * Finds where MessagePack values end (the format's specification, msgpack.org) without building anything. It goes on
 * where it stopped when more bytes come, and refuses values that are too deep, too long, or say they are.
 */
export class MessagePackScanner {
  readonly #limits: ScanLimits;
  /** How many values are missing at each depth. */
  readonly #missing: number[] = [];
  /** Where the next value begins, from the beginning of the whole one. */
  #at = 0;

  constructor(limits: ScanLimits) {
    this.#limits = limits;
  }

  /**
   * The end of the value that begins at `start`; -1 while bytes are missing: call again with them, for the same value.
   *
   * @throws LogboomError LB_FRAME_INVALID, LB_BATCH_TOO_LARGE; the scanner is of no use then
   */
  scan(data: Buffer, start: number): number {
    const missing = this.#missing;
    let at = start + this.#at;
    for (;;) {
      if (at >= data.length && !(at === data.length && this.#isDone(at - start))) break;
      if (this.#isDone(at - start)) return this.#finish(at);
      const head = data[at]!;
      const fixed = LENGTHS[head]!;
      if (fixed !== 0) {
        at += fixed;
        this.#close();
        continue;
      }
      const need = headerLength(head);
      if (at + need > data.length) break;
      const count = countOf(data, at, head);
      if (isContainer(head)) {
        at += need;
        const items = isMap(head) ? count * 2 : count;
        if (items > this.#limits.bytes - (at - start)) this.#tooLarge();
        if (items === 0) this.#close();
        else if (missing.push(items) > this.#limits.depth) {
          throw new LogboomError('LB_FRAME_INVALID', { reason: `nested deeper than ${this.#limits.depth}` });
        }
        continue;
      }
      at += need + count;
      if (at - start > this.#limits.bytes) this.#tooLarge();
      this.#close();
    }
    this.#at = at - start;
    if (this.#at > this.#limits.bytes) this.#tooLarge();
    return -1;
  }

  /** Something was read, and nothing is missing. */
  #isDone(length: number): boolean {
    return length > 0 && this.#missing.length === 0;
  }

  #finish(at: number): number {
    this.#at = 0;
    return at;
  }

  /** A value is complete, and with it perhaps those around it. */
  #close(): void {
    const missing = this.#missing;
    while (missing.length > 0 && --missing[missing.length - 1]! === 0) missing.pop();
  }

  #tooLarge(): never {
    throw new LogboomError('LB_BATCH_TOO_LARGE', { limit: this.#limits.bytes });
  }
}

/** How many bytes say what the value is, for those of no fixed length. */
function headerLength(head: number): number {
  if (head < 0xc0) return 1;
  switch (head) {
    case 0xc4:
    case 0xd9:
      return 2;
    case 0xc5:
    case 0xda:
    case 0xdc:
    case 0xde:
    case 0xc7:
      return 3;
    case 0xc8:
      return 4;
    case 0xc6:
    case 0xdb:
    case 0xdd:
    case 0xdf:
      return 5;
    case 0xc9:
      return 6;
    default:
      throw new LogboomError('LB_FRAME_INVALID', { reason: `no MessagePack: byte 0x${head.toString(16)}` });
  }
}

/** Bytes of a text, binary or extension; items of an array or map. */
function countOf(data: Buffer, at: number, head: number): number {
  if (head < 0xa0) return head & 0x0f;
  if (head < 0xc0) return head & 0x1f;
  switch (head) {
    case 0xc4:
    case 0xc7:
    case 0xd9:
      return data[at + 1]!;
    case 0xc5:
    case 0xc8:
    case 0xda:
    case 0xdc:
    case 0xde:
      return data.readUInt16BE(at + 1);
    default:
      return data.readUInt32BE(at + 1);
  }
}

function isContainer(head: number): boolean {
  return head < 0xa0 || (head >= 0xdc && head <= 0xdf);
}

function isMap(head: number): boolean {
  return head < 0x90 || head >= 0xde;
}

/** Whether the value that begins with this byte is an array. */
export function isArrayHead(head: number | undefined): boolean {
  return head !== undefined && ((head >= 0x90 && head < 0xa0) || head === 0xdc || head === 0xdd);
}

/** Whether the value that begins with this byte is text or binary. */
export function isBytesHead(head: number | undefined): boolean {
  return (
    head !== undefined &&
    ((head >= 0xa0 && head < 0xc0) || (head >= 0xc4 && head <= 0xc6) || (head >= 0xd9 && head <= 0xdb))
  );
}

/** The items, or bytes, of the array, text or binary that begins here, and where they begin. */
export function readHeader(data: Buffer, at: number): { count: number; next: number } {
  const head = data[at]!;
  return { count: countOf(data, at, head), next: at + headerLength(head) };
}
