import type { Instant } from '@logboom/core';

/** The columns of text that a {@link ByteRow} has a place for, in order. */
export const BYTE_TEXTS = ['message', 'service', 'logger', 'host', 'trace_id', 'span_id'] as const;

const NO_BYTES = Buffer.alloc(0);

/**
 * A record that still lies in the bytes it came in: where each of its texts begins and ends there. One serves
 * a whole stream. The bytes must be valid UTF-8.
 */
export class ByteRow implements Instant {
  bytes: Buffer = NO_BYTES;
  /** Milliseconds since 1970; NaN while the source gave no time. */
  ms = Number.NaN;
  ns = 0;
  /** OpenTelemetry severity number; 0 while the source gave none. */
  severity = 0;
  /** Begin and end of each of {@link BYTE_TEXTS}. */
  readonly texts = new Int32Array(BYTE_TEXTS.length * 2);
  /** Who sent it: the host of a record that names none. */
  sender = '';
  readonly names: string[] = [];
  /** Begin and end of each attribute's value; a begin of -1 says that it is in `madeValues`. */
  values = new Int32Array(32);
  /** Values that do not stand in the bytes as text: numbers in binary. */
  readonly madeValues: string[] = [];
  attributes = 0;

  reset(bytes: Buffer): void {
    this.bytes = bytes;
    this.ms = Number.NaN;
    this.ns = 0;
    this.severity = 0;
    this.texts.fill(0);
    this.attributes = 0;
  }

  attribute(name: string, begin: number, end: number): void {
    const at = this.attributes * 2;
    if (at === this.values.length) {
      const grown = new Int32Array(at * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[at] = begin;
    this.values[at + 1] = end;
    this.names[this.attributes++] = name;
  }

  /** An attribute whose value does not stand in the bytes. */
  made(name: string, value: string): void {
    this.madeValues[this.attributes] = value;
    this.attribute(name, -1, -1);
  }
}
