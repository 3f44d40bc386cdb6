import { LogboomError } from '@logboom/core';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

const invalid = (reason: string): LogboomError => new LogboomError('LB_BODY_INVALID', { reason });

/**
 * Cuts one JSON array (RFC 8259) into the bytes of its elements as they arrive, so that neither the whole
 * text nor all its values are ever in memory. Elements are only cut, not checked.
 */
export class ArraySplitter {
  readonly #limit: number;
  readonly #onLong: () => void;
  #held: Buffer = Buffer.alloc(0);
  #length = 0;
  #skipping = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Whether something other than blanks stands in the element so far. */
  #begun = false;
  #elements = 0;
  #ended = false;

  /** @param onLong called for an element over the limit, which is passed over */
  constructor(limit: number, onLong: () => void) {
    this.#limit = limit;
    this.#onLong = onLong;
  }

  /**
   * Calls `element` with the bytes of each element that became complete, good until the next call.
   *
   * @throws LogboomError LB_BODY_INVALID where the array is broken
   */
  push(chunk: Buffer, element: (bytes: Buffer) => void): void {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        continue;
      }
      if (this.#depth === 1 && (byte === COMMA || byte === CLOSE_ARRAY)) {
        this.#end(chunk.subarray(start, at), byte === CLOSE_ARRAY, element);
        start = at + 1;
      } else if (this.#depth === 0) {
        this.#outside(byte);
        start = at + 1;
        continue;
      } else if (!isBlank(byte)) this.#begun = true;
      this.#count(byte);
    }
    if (start < chunk.length && this.#depth > 0) this.#hold(chunk.subarray(start));
  }

  /** @throws LogboomError LB_BODY_INVALID when the array has not ended */
  end(): void {
    if (!this.#ended) throw invalid('the JSON array does not end');
  }

  #outside(byte: number): void {
    if (byte === OPEN_ARRAY && !this.#ended) this.#depth = 1;
    else if (!isBlank(byte) && (this.#ended || (byte !== 0xef && byte !== 0xbb && byte !== 0xbf))) {
      throw invalid('something stands beside the JSON array');
    }
  }

  #count(byte: number): void {
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#depth--;
  }

  /** @returns the place of the last byte that was read */
  #skipString(chunk: Buffer, from: number): number {
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at++;
    }
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === QUOTE) {
        this.#inString = false;
        return at;
      }
      if (byte === BACKSLASH) at++;
    }
    // The chunk ended behind a backslash: what it escapes is the first byte of the next one.
    this.#escaped = at > chunk.length;
    return chunk.length;
  }

  #end(part: Buffer, isLast: boolean, element: (bytes: Buffer) => void): void {
    if (isLast) this.#ended = true;
    const isEmpty = !this.#begun;
    this.#begun = false;
    if (isEmpty) {
      if (isLast && this.#elements === 0) return;
      throw invalid('an element of the JSON array is missing');
    }
    this.#elements++;
    this.#hold(part);
    const bytes = this.#held.subarray(0, this.#length);
    this.#length = 0;
    if (this.#skipping) this.#skipping = false;
    else element(bytes);
  }

  #hold(part: Buffer): void {
    if (this.#skipping) return;
    const length = this.#length + part.length;
    if (length > this.#limit) {
      this.#length = 0;
      this.#skipping = true;
      return this.#onLong();
    }
    if (length > this.#held.length) {
      const grown = Buffer.allocUnsafe(Math.max(1024, length, Math.min(this.#held.length * 2, this.#limit)));
      this.#held.copy(grown, 0, 0, this.#length);
      this.#held = grown;
    }
    part.copy(this.#held, this.#length);
    this.#length = length;
  }
}
