import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatInstant,
  type Instant,
  instantOfDigits,
  instantOfNanos,
  instantOfNumber,
  instantOfText,
  nanosOf,
} from '../src/index.ts';

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

function read(reader: (into: Instant) => boolean): bigint | undefined {
  const into: Instant = { ms: Number.NaN, ns: 0 };
  return reader(into) ? nanosOf(into.ms, into.ns) : undefined;
}

const ofText = (text: string): bigint | undefined => read((into) => instantOfText(text, into));
const ofNumber = (value: number): bigint | undefined => read((into) => instantOfNumber(value, into));

test('any int64 of nanoseconds is split and joined exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: LEAST, max: MOST }), (nanos) => {
      const into: Instant = { ms: 0, ns: 0 };
      instantOfNanos(nanos, into);
      expect(nanosOf(into.ms, into.ns)).toBe(nanos);
      expect(into.ns).toBeGreaterThanOrEqual(0);
      expect(into.ns).toBeLessThan(1_000_000);
    }),
  );
});

// From 1973 (nine digits of seconds, ten of what follows are told apart by their length) to 2262.
const nanos = fc.bigInt({ min: 1_000_000_000_000_000_000n, max: MOST });

test('what is formatted is read again, exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MOST }), (value) => {
      const into: Instant = { ms: 0, ns: 0 };
      instantOfNanos(value, into);
      expect(ofText(formatInstant(into.ms, into.ns))).toBe(value);
    }),
  );
});

test('RFC 3339 means what Date says, in every zone and to every digit of a second', () => {
  const date = fc.date({ min: new Date('1970-01-02'), max: new Date('2262-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      date,
      fc.integer({ min: -840, max: 840 }),
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.integer({ min: 1, max: 9 }),
      (when, offset, fraction, digits) => {
        const seconds = Math.floor(when.getTime() / 1_000);
        const local = new Date((seconds + offset * 60) * 1_000).toISOString().slice(0, 19);
        const sign = offset < 0 ? '-' : '+';
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const zone = `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        const shown = String(fraction).padStart(9, '0').slice(0, digits);
        const expected = BigInt(seconds) * 1_000_000_000n + BigInt(shown.padEnd(9, '0'));
        expect(ofText(`${local}.${shown}${zone}`)).toBe(expected);
        expect(ofText(`${local.replace('T', ' ')},${shown}${zone.replace(':', '')}`)).toBe(expected);
      },
    ),
  );
});

test('digits are seconds, milliseconds, microseconds or nanoseconds by their number', () => {
  fc.assert(
    fc.property(nanos, (value) => {
      const digits = String(value);
      const of = (text: string): bigint | undefined => read((into) => instantOfDigits(text, into));
      expect(of(digits)).toBe(value);
      expect(of(digits.slice(0, -3))).toBe((value / 1_000n) * 1_000n);
      expect(of(digits.slice(0, -6))).toBe((value / 1_000_000n) * 1_000_000n);
      expect(of(digits.slice(0, -9))).toBe((value / 1_000_000_000n) * 1_000_000_000n);
      expect(of(`${digits.slice(0, -9)}.${digits.slice(-9)}`)).toBe(value);
    }),
  );
});

test('numbers likewise, as far as a double holds them', () => {
  // Up to 2038: beyond, a double and the product round a microsecond away now and then.
  const seconds = fc.integer({ min: 100_000_000, max: 2 ** 31 - 1 });
  fc.assert(
    fc.property(seconds, fc.integer({ min: 0, max: 999_999 }), (whole, micros) => {
      const expected = BigInt(whole) * 1_000_000_000n + BigInt(micros) * 1_000n;
      expect(ofNumber(whole + micros / 1e6)).toBe(expected);
    }),
  );
  expect(ofNumber(1_750_000_000_123)).toBe(1_750_000_000_123_000_000n);
  expect(ofNumber(1_750_000_000_123_456)).toBe(1_750_000_000_123_456_000n);
});

test.each([
  ['17/Nov/2024:10:15:30 +0000', '2024-11-17T10:15:30Z'],
  ['2024-11-17 10:15:30', '2024-11-17T10:15:30Z'],
  ['2024-11-17T10:15:30 UTC', '2024-11-17T10:15:30Z'],
  ['Sun, 17 Nov 2024 10:15:30 GMT', '2024-11-17T10:15:30Z'],
])('%s is read', (text, expected) => {
  expect(ofText(text)).toBe(BigInt(Date.parse(expected)) * 1_000_000n);
});

test.each([
  '',
  'now',
  '12',
  '2024-13-01T00:00:00Z',
  '2024-01-01T25:00:00Z',
  '2024-01-01T00:00:00+0',
  'abcd-ef-ghTij:kl:mn',
  '1',
])('%j is no time', (text) => {
  expect(ofText(text)).toBeUndefined();
});

test('any text at all is read or not, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d:TZ.+ -]{0,35}$/)), (text) => {
      const value = ofText(text);
      expect(value === undefined || typeof value === 'bigint').toBe(true);
    }),
  );
});
