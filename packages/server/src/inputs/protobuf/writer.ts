import { BYTES, tagOf, VARINT } from './reader.ts';

/** A field of a message: its number, and a whole number from 0, a text or the bytes of a message. */
export type Field = readonly [number: number, value: number | string | Uint8Array];

/** Writes a small message of Protocol Buffers: answers, which are short and few. Fields of 0 and '' are left out. */
export function encodeMessage(fields: readonly Field[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const [number, value] of fields) {
    if (typeof value === 'number') {
      if (value !== 0) parts.push(varint(tagOf(number, VARINT)), varint(value));
      continue;
    }
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    if (bytes.length > 0) parts.push(varint(tagOf(number, BYTES)), varint(bytes.length), bytes);
  }
  return Buffer.concat(parts);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
