import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessagePackScanner } from '../../../src/inputs/forward/scanner.ts';
import { pack } from './captures.ts';
import { LIMITS } from './decode.ts';

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string({ maxLength: 300 }),
    fc.integer(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    fc.constantFrom(null, true, false),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('any'), { maxLength: 20 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('any'),
      { maxKeys: 20 },
    ),
  ),
})).any;

test('finds the end of every value, however the bytes arrive', () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 50 }),
      (values, step) => {
        const parts = values.map(pack);
        const bytes = Buffer.concat(parts);
        const scanner = new MessagePackScanner(LIMITS);
        const ends: number[] = [];
        let start = 0;
        for (let have = step; ; have += step) {
          const data = bytes.subarray(0, have);
          for (
            let end = scanner.scan(data, start);
            end !== -1;
            end = start < data.length ? scanner.scan(data, start) : -1
          ) {
            ends.push(end);
            start = end;
            if (start === data.length) break;
          }
          if (have >= bytes.length) break;
        }
        let sum = 0;
        expect(ends).toEqual(parts.map((part) => (sum += part.length)));
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  [
    'an array that says it has 4 billion items',
    Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff]),
    'LB_BATCH_TOO_LARGE',
  ],
  ['a map that says it has 4 billion', Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff]), 'LB_BATCH_TOO_LARGE'],
  ['a text that says it has 4 GB', Buffer.from([0xdb, 0xff, 0xff, 0xff, 0xff]), 'LB_BATCH_TOO_LARGE'],
  ['arrays in arrays', Buffer.alloc(10_000, 0x91), 'LB_FRAME_INVALID'],
  ['maps in maps', Buffer.alloc(10_000, Buffer.from([0x81, 0xc0])), 'LB_FRAME_INVALID'],
  ['a byte that means nothing', Buffer.from([0xc1]), 'LB_FRAME_INVALID'],
])('%s is refused', (_title, bytes, code) => {
  expect(() => new MessagePackScanner(LIMITS).scan(bytes, 0)).toThrow(expect.objectContaining({ code }));
});
