import { type Instant, LogboomError } from '@logboom/core';

/** Wire types of Protocol Buffers (protobuf.dev/programming-guides/encoding). */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;

/** The tag of a field with a wire type, as {@link ProtobufReader.tag} gives it. */
export const tagOf = (field: number, type: number): number => field * 8 + type;

/** Short texts are read byte by byte: a call into the runtime costs more. */
const SHORT = 24;
const NAMES = 1024;

/**
 * Reads the wire format of Protocol Buffers where it stands: no object is made for a message. Every length is
 * checked against the message around it, so nothing is read, or allocated, beyond the bytes that came.
 */
export class ProtobufReader {
  #bytes: Buffer = Buffer.alloc(0);
  /** The next byte. */
  at = 0;
  /** Where the current message ends. */
  end = 0;
  readonly #names: (string | undefined)[] = [];

  /** Begins with a message. */
  open(bytes: Buffer): this {
    this.#bytes = bytes;
    this.at = 0;
    this.end = bytes.length;
    return this;
  }

  /** The tag of the next field of the current message; 0 at its end. */
  tag(): number {
    if (this.at >= this.end) return 0;
    const tag = this.varint();
    if (tag < 8 || tag > 0xffff_ffff) throw malformed('a field without a number');
    return tag;
  }

  /** An unsigned number; above 2^53 it is rounded. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      if (this.at >= this.end) throw malformed('a number is cut off');
      const byte = this.#bytes[this.at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw malformed('a number is too long');
  }

  /** A number of the type int64, exactly. */
  int64(): number | bigint {
    const start = this.at;
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    let exact = 0n;
    for (let i = this.at - 1; i >= start; i--) exact = (exact << 7n) | BigInt(this.#bytes[i]! & 127);
    const signed = BigInt.asIntN(64, exact);
    return signed >= BigInt(Number.MIN_SAFE_INTEGER) && signed < 0n ? Number(signed) : signed;
  }

  /** A number of the type fixed64 as nanoseconds since 1970. */
  nanoseconds(into: Instant): void {
    const at = this.#take(8);
    const low = this.#bytes.readUInt32LE(at);
    const high = this.#bytes.readUInt32LE(at + 4);
    // 2^32 = 4294 * 1e6 + 967296: every product stays exact in a double.
    const rest = high * 967_296 + low;
    const ms = Math.floor(rest / 1e6);
    into.ms = high * 4_294 + ms;
    into.ns = rest - ms * 1e6;
  }

  double(): number {
    return this.#bytes.readDoubleLE(this.#take(8));
  }

  fixed32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  text(): string {
    const length = this.#length();
    const start = this.at;
    const end = start + length;
    this.at = end;
    if (length >= SHORT) return this.#bytes.toString('utf8', start, end);
    let text = '';
    for (let i = start; i < end; i++) {
      const byte = this.#bytes[i]!;
      if (byte > 127) return this.#bytes.toString('utf8', start, end);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** A text of which there are few: the same string is given each time. */
  name(): string {
    const at = this.at;
    const length = this.#length();
    const start = this.at;
    const bytes = this.#bytes;
    const hash =
      (length * 31 + bytes[start]! * 7 + bytes[start + length - 1]! * 131 + bytes[start + (length >> 1)]!) %
      NAMES;
    const known = this.#names[hash];
    if (known !== undefined && known.length === length && this.#equals(known, start)) {
      this.at = start + length;
      return known;
    }
    this.at = at;
    const text = this.text();
    if (text.length === length && length > 0 && length < 128) this.#names[hash] = text;
    return text;
  }

  /** Bytes, not copied. */
  bytes(): Buffer {
    const start = this.#pass();
    return this.#bytes.subarray(start, this.at);
  }

  /** Bytes as hexadecimal text; empty for zeros only, which stand for none in trace contexts. */
  hex(): string {
    const start = this.#pass();
    for (let i = start; i < this.at; i++) {
      if (this.#bytes[i] !== 0) return this.#bytes.toString('hex', start, this.at);
    }
    return '';
  }

  /** Goes into the message that is the value of the current field; hand what it gives to {@link leave}. */
  enter(): number {
    const outer = this.end;
    const length = this.#length();
    this.end = this.at + length;
    return outer;
  }

  /** Goes on behind the message that was entered, wherever in it reading stopped. */
  leave(outer: number): void {
    this.at = this.end;
    this.end = outer;
  }

  /** Passes over the value of a field. */
  skip(tag: number): void {
    switch (tag & 7) {
      case VARINT:
        this.varint();
        return;
      case FIXED64:
        this.#take(8);
        return;
      case BYTES:
        this.#pass();
        return;
      case FIXED32:
        this.#take(4);
        return;
      default:
        throw malformed(`the wire type ${tag & 7}`);
    }
  }

  /** Goes behind the bytes of a field. @returns where they begin */
  #pass(): number {
    const length = this.#length();
    const start = this.at;
    this.at = start + length;
    return start;
  }

  #length(): number {
    const length = this.varint();
    if (length > this.end - this.at) throw malformed('a field is longer than the message around it');
    return length;
  }

  #take(count: number): number {
    const at = this.at;
    if (count > this.end - at) throw malformed('a number is cut off');
    this.at = at + count;
    return at;
  }

  #equals(text: string, start: number): boolean {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== this.#bytes[start + i]) return false;
    return true;
  }
}

function malformed(reason: string): LogboomError {
  return new LogboomError('LB_BODY_INVALID', { reason: `malformed Protocol Buffers: ${reason}` });
}
