import { type ByteColumn, varintSize } from './bytes.ts';

const FIRST_SLOTS = 64;
/** Beyond, keys are looked up as texts: whoever sends that many has no use for this. */
const MOST_KEYS = 2_048;
/** Whoever chooses texts of one hash makes nobody search long. */
const MOST_PROBES = 16;

/**
 * Finds the keys of a dictionary by their bytes: an open hash table over keys that lie in a column, one after
 * the other.
 */
export class SeenKeys {
  /** Where each key ends in the column, by its index. Index 0 is the empty text, which has no place there. */
  readonly ends: number[] = [0];
  /** Index of a key; 0 is free. */
  #slots = new Uint32Array(FIRST_SLOTS);
  #hashes = new Int32Array(FIRST_SLOTS);
  #count = 0;
  /** Where the text that was looked for last may be remembered; -1 where it may not. */
  #free = -1;
  #hash = 0;

  clear(): void {
    this.ends.length = 1;
    this.#slots.fill(0);
    this.#count = 0;
  }

  /** The index of a text, or 0 when it was not seen. */
  find(keys: ByteColumn, from: Buffer, begin: number, end: number): number {
    const hash = hashOf(from, begin, end);
    const slots = this.#slots;
    const mask = slots.length - 1;
    const length = end - begin;
    const prefix = varintSize(length);
    let slot = hash & mask;
    for (let probe = 0; probe < MOST_PROBES; probe++, slot = (slot + 1) & mask) {
      const index = slots[slot]!;
      if (index === 0) {
        this.#free = slot;
        this.#hash = hash;
        return 0;
      }
      const first = this.ends[index - 1]! + prefix;
      const isIt =
        this.#hashes[slot] === hash &&
        first + length === this.ends[index] &&
        keys.matches(first, from, begin, end);
      if (isIt) return index;
    }
    this.#free = -1;
    return 0;
  }

  /** Remembers the text that was not found at the last `find`, under its index. */
  remember(index: number): void {
    if (this.#free < 0 || this.#count >= MOST_KEYS) return;
    this.#slots[this.#free] = index;
    this.#hashes[this.#free] = this.#hash;
    if (++this.#count * 2 > this.#slots.length) this.#grow();
  }

  #put(hash: number, index: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = index;
    this.#hashes[slot] = hash;
  }

  #grow(): void {
    const slots = this.#slots;
    const hashes = this.#hashes;
    this.#slots = new Uint32Array(slots.length * 2);
    this.#hashes = new Int32Array(slots.length * 2);
    for (let i = 0; i < slots.length; i++) if (slots[i] !== 0) this.#put(hashes[i]!, slots[i]!);
  }
}

/** FNV-1a. */
function hashOf(bytes: Buffer, begin: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = begin; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  // Its low bits choose the slot: let the high ones take part.
  return hash ^ (hash >>> 15);
}
