import { ByteColumn } from './bytes.ts';
import { SeenKeys } from './seen-keys.ts';

/** Version, flags, the empty key, and the numbers of keys and rows. */
const PREFIX_BYTES = 8 + 8 + 8 + 1 + 8;
/** Version of the dictionary's serialisation: SharedDictionariesWithAdditionalKeys. */
const KEYS_VERSION = 1;
/** Flags of a block: it has additional keys, and the dictionary is to be updated with them. */
const FLAGS = (1 << 9) | (1 << 10);

/**
 * A LowCardinality(String) column of one block: each text once, and an index a row. Index 0 is the empty
 * text, which ClickHouse expects to be there.
 *
 * Format: ClickHouse, `SerializationLowCardinality` (version, then flags | index type, keys, indexes).
 */
export class DictionaryColumn {
  readonly #places = new Map<string, number>([['', 0]]);
  readonly #keys = new ByteColumn();
  readonly #seen = new SeenKeys();
  #indexes = new Uint32Array(16);
  rows = 0;
  /** One row is often like the one before. */
  #last = '';
  #lastIndex = 0;

  add(value: string): void {
    if (value !== this.#last) {
      this.#lastIndex = this.#indexOf(value);
      this.#last = value;
    }
    this.addIndex(this.#lastIndex);
  }

  /** The same from UTF-8: a text that was seen before is found without making it. */
  addBytes(from: Buffer, begin: number, end: number): void {
    this.addIndex(
      begin === end ? 0 : this.#seen.find(this.#keys, from, begin, end) || this.#see(from, begin, end),
    );
  }

  #see(from: Buffer, begin: number, end: number): number {
    const index = this.#indexOf(from.toString('utf8', begin, end));
    this.#seen.remember(index);
    return index;
  }

  clear(): void {
    this.#seen.clear();
    this.#places.clear();
    this.#places.set('', 0);
    this.#keys.clear();
    this.rows = 0;
    this.#last = '';
    this.#lastIndex = 0;
  }

  /** How many bytes prefix and data have. */
  get size(): number {
    return PREFIX_BYTES + this.#keys.length + this.rows * 2 ** this.#width;
  }

  /** The width of an index: 0, 1, 2 for one, two, four bytes. */
  get #width(): number {
    const { size } = this.#places;
    return size <= 0x100 ? 0 : size <= 0x1_0000 ? 1 : 2;
  }

  /** Cuts back to fewer rows; keys that nobody uses any more do no harm. */
  truncate(rows: number): void {
    this.rows = rows;
  }

  /** What stands before the column's data (and, in a Map, before its offsets). */
  writePrefix(out: ByteColumn): void {
    out.uint64(KEYS_VERSION);
  }

  /** The keys and the indexes; a block without rows has none. */
  writeData(out: ByteColumn): void {
    if (this.rows === 0) return;
    const size = this.#places.size;
    const width = this.#width;
    out.uint64(FLAGS | width);
    out.uint64(size);
    out.byte(0);
    out.raw(this.#keys.view());
    out.uint64(this.rows);
    const used = this.#indexes.subarray(0, this.rows);
    const narrow = width === 0 ? Uint8Array.from(used) : width === 1 ? Uint16Array.from(used) : used;
    out.raw(new Uint8Array(narrow.buffer, narrow.byteOffset, narrow.byteLength));
  }

  #indexOf(value: string): number {
    let index = this.#places.get(value);
    if (index === undefined) {
      index = this.#places.size;
      this.#places.set(value, index);
      this.#keys.text(value);
      this.#seen.ends[index] = this.#keys.length;
    }
    return index;
  }

  private addIndex(index: number): void {
    if (this.rows === this.#indexes.length) {
      const grown = new Uint32Array(this.#indexes.length * 2);
      grown.set(this.#indexes);
      this.#indexes = grown;
    }
    this.#indexes[this.rows++] = index;
  }
}

/** A LowCardinality(String) column that has the same text in every row: prefix, keys and indexes. */
export function writeConstant(value: string, rows: number, out: ByteColumn): void {
  out.uint64(KEYS_VERSION);
  if (rows === 0) return;
  const isEmpty = value === '';
  out.uint64(FLAGS);
  out.uint64(isEmpty ? 1 : 2);
  out.byte(0);
  if (!isEmpty) out.text(value);
  out.uint64(rows);
  out.bytes(isEmpty ? 0 : 1, rows);
}
