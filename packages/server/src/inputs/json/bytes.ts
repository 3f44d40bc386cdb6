import { type Instant, instantOfNumber, instantOfText } from '@logboom/core';

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the range of ASCII
export const NOT_ASCII = /[^\x00-\x7f]/;

/** What a value without quotes is. */
export const BareKind = { other: 0, integer: 1, decimal: 2, boolean: 3, nothing: 4 } as const;
export type BareKind = (typeof BareKind)[keyof typeof BareKind];

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

/**
 * What a value without quotes is, if JavaScript would write it as it stands here: `12`, `-0.25`, `true`, but
 * not `1.0` or `1e3`.
 */
export function bareKind(bytes: Buffer, begin: number, end: number): BareKind {
  const first = bytes[begin]!;
  if (first > 0x39) {
    if (equals(bytes, begin, end, NULL)) return BareKind.nothing;
    return equals(bytes, begin, end, TRUE) || equals(bytes, begin, end, FALSE)
      ? BareKind.boolean
      : BareKind.other;
  }
  return numberKind(bytes, first === 0x2d ? begin + 1 : begin, end, first === 0x2d);
}

/** Fifteen digits are exact in a double, and six after the point are never written with an exponent. */
function numberKind(bytes: Buffer, begin: number, end: number, isNegative: boolean): BareKind {
  let at = begin;
  while (at < end && isDigit(bytes[at])) at++;
  const whole = at - begin;
  if (whole === 0 || (whole > 1 && bytes[begin] === 0x30)) return BareKind.other;
  if (at === end) {
    const isNegativeZero = isNegative && bytes[begin] === 0x30;
    return whole <= 15 && !isNegativeZero ? BareKind.integer : BareKind.other;
  }
  const fraction = end - at - 1;
  if (bytes[at] !== 0x2e || whole > 9 || fraction < 1 || fraction > 6) return BareKind.other;
  for (at++; at < end; at++) if (!isDigit(bytes[at])) return BareKind.other;
  return bytes[end - 1] === 0x30 ? BareKind.other : BareKind.decimal;
}

function equals(bytes: Buffer, begin: number, end: number, text: Buffer): boolean {
  if (end - begin !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[begin + i] !== text[i]) return false;
  return true;
}

/** The length of `2026-07-01T10:15`. */
const MINUTE = 16;

/** Reads times from bytes; those of one minute cost little after the first. */
export class ByteTimes {
  readonly #minute = Buffer.alloc(MINUTE);
  #minuteMs = Number.NaN;
  readonly #probe: Instant = { ms: 0, ns: 0 };

  /** A text as `instantOfText` reads it. */
  ofText(bytes: Buffer, begin: number, end: number, into: Instant): boolean {
    const length = end - begin;
    const isUsual = length >= 20 && length <= 30 && bytes[end - 1] === 0x5a && bytes[begin + MINUTE] === 0x3a;
    if (isUsual && this.#knows(bytes, begin) && this.#seconds(bytes, begin + MINUTE + 1, end - 1, into)) {
      return true;
    }
    const text = bytes.toString('latin1', begin, end);
    if (NOT_ASCII.test(text) || !instantOfText(text, into)) return false;
    if (isUsual) this.#remember(bytes, begin, text);
    return true;
  }

  /** Whole digits as `instantOfNumber` reads them. */
  ofInteger(bytes: Buffer, begin: number, end: number, into: Instant): boolean {
    return instantOfNumber(Number(bytes.toString('latin1', begin, end)), into);
  }

  #knows(bytes: Buffer, begin: number): boolean {
    // The last digits differ first.
    for (let i = MINUTE - 1; i >= 0; i--) if (bytes[begin + i] !== this.#minute[i]) return false;
    return true;
  }

  #seconds(bytes: Buffer, begin: number, end: number, into: Instant): boolean {
    const tens = bytes[begin]! - 0x30;
    const ones = bytes[begin + 1]! - 0x30;
    if (!(tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9)) return false;
    let fraction = 0;
    if (end > begin + 2) {
      if (bytes[begin + 2] !== 0x2e || end === begin + 3) return false;
      let scale = 100_000_000;
      for (let at = begin + 3; at < end; at++, scale /= 10) {
        if (!isDigit(bytes[at])) return false;
        fraction += (bytes[at]! - 0x30) * scale;
      }
    }
    const ms = Math.floor(fraction / 1e6);
    into.ms = this.#minuteMs + (tens * 10 + ones) * 1_000 + ms;
    into.ns = fraction - ms * 1e6;
    return true;
  }

  #remember(bytes: Buffer, begin: number, text: string): void {
    if (!instantOfText(`${text.slice(0, MINUTE)}:00Z`, this.#probe)) return;
    this.#minuteMs = this.#probe.ms;
    bytes.copy(this.#minute, 0, begin, begin + MINUTE);
  }
}
