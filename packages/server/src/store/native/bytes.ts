const SHORT = 32;
/** Below, a loop is faster than a call of `copy`. */
const SHORT_COPY = 48;

/** A growing run of bytes: the form in which ClickHouse's Native format wants a column. */
export class ByteColumn {
  #bytes: Buffer;
  #end = 0;

  constructor(capacity = 64) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  get length(): number {
    return this.#end;
  }

  clear(): void {
    this.#end = 0;
  }

  /** Cuts back to an earlier length. */
  truncate(length: number): void {
    this.#end = length;
  }

  /** The bytes written so far; valid until the next write. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  byte(value: number): void {
    if (this.#end === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#end++] = value;
  }

  /** An unsigned LEB128 number. */
  varint(value: number): void {
    if (this.#end + 8 > this.#bytes.length) this.#grow(8);
    this.#end = writeVarint(this.#bytes, value, this.#end);
  }

  uint32(value: number): void {
    if (this.#end + 4 > this.#bytes.length) this.#grow(4);
    this.#end = this.#bytes.writeUInt32LE(value, this.#end);
  }

  /** An unsigned 64-bit number that is a safe integer. */
  uint64(value: number): void {
    if (this.#end + 8 > this.#bytes.length) this.#grow(8);
    this.#bytes.writeUInt32LE(value >>> 0, this.#end);
    this.#bytes.writeUInt32LE(Math.floor(value / 0x1_0000_0000), this.#end + 4);
    this.#end += 8;
  }

  /** int64 nanoseconds, from milliseconds and the nanoseconds inside them, without a BigInt. */
  nanoseconds(ms: number, ns: number): void {
    if (this.#end + 8 > this.#bytes.length) this.#grow(8);
    // ms * 1e6 + ns in two words: split ms so that every product stays exact in a double.
    const upper = Math.floor(ms / 0x10000);
    const lower = ms - upper * 0x10000;
    const low = lower * 1_000_000 + ns;
    const middle = upper * 1_000_000 + Math.floor(low / 0x10000);
    const bytes = this.#bytes;
    const end = this.#end;
    bytes.writeUInt16LE(low & 0xffff, end);
    bytes.writeUInt16LE(((middle % 0x10000) + 0x10000) % 0x10000, end + 2);
    bytes.writeInt32LE(Math.floor(middle / 0x10000), end + 4);
    this.#end = end + 8;
  }

  /** A text: its length in bytes as a varint, then UTF-8. Lone surrogates become U+FFFD. */
  text(value: string): void {
    const length = value.length;
    if (this.#end + length * 3 + 8 > this.#bytes.length) this.#grow(length * 3 + 8);
    const bytes = this.#bytes;
    if (length < SHORT) {
      const start = this.#end + 1;
      let i = 0;
      for (; i < length; i++) {
        const unit = value.charCodeAt(i);
        if (unit > 127) break;
        bytes[start + i] = unit;
      }
      if (i === length) {
        bytes[this.#end] = length;
        this.#end = start + length;
        return;
      }
    }
    const prefix = varintSize(length);
    const start = this.#end + prefix;
    const written = bytes.write(value, start, 'utf8');
    const size = varintSize(written);
    if (size !== prefix) bytes.copyWithin(this.#end + size, start, start + written);
    writeVarint(bytes, written, this.#end);
    this.#end += size + written;
  }

  /** A text that is UTF-8 already: part of other bytes. */
  slice(from: Buffer, begin: number, end: number): void {
    const length = end - begin;
    if (this.#end + length + 8 > this.#bytes.length) this.#grow(length + 8);
    const bytes = this.#bytes;
    const start = writeVarint(bytes, length, this.#end);
    if (length < SHORT_COPY) for (let i = 0; i < length; i++) bytes[start + i] = from[begin + i]!;
    else from.copy(bytes, start, begin, end);
    this.#end = start + length;
  }

  /** Whether a part of other bytes stands at a place in these. */
  matches(at: number, from: Buffer, begin: number, end: number): boolean {
    for (let i = 0, length = end - begin; i < length; i++) {
      if (this.#bytes[at + i] !== from[begin + i]) return false;
    }
    return true;
  }

  /** Appends the same byte many times. */
  bytes(value: number, count: number): void {
    if (this.#end + count > this.#bytes.length) this.#grow(count);
    this.#bytes.fill(value, this.#end, this.#end + count);
    this.#end += count;
  }

  /** Appends the same int64 of nanoseconds many times. */
  repeatNanoseconds(ms: number, ns: number, count: number): void {
    if (count === 0) return;
    if (this.#end + count * 8 > this.#bytes.length) this.#grow(count * 8);
    const start = this.#end;
    this.nanoseconds(ms, ns);
    this.#end = start + count * 8;
    this.#bytes.fill(this.#bytes.subarray(start, start + 8), start + 8, this.#end);
  }

  /** Appends bytes as they are. */
  raw(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#bytes.length) this.#grow(chunk.length);
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  #grow(more: number): void {
    const bytes = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + more));
    this.#bytes.copy(bytes, 0, 0, this.#end);
    this.#bytes = bytes;
  }
}

export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

function writeVarint(bytes: Buffer, value: number, at: number): number {
  let rest = value;
  let end = at;
  while (rest >= 128) {
    bytes[end++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  bytes[end++] = rest;
  return end;
}
