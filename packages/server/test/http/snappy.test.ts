import fc from 'fast-check';
import { compress } from 'snappyjs';
import { expect, test } from 'vitest';
import { uncompressSnappy } from '../../src/http/snappy.ts';

const LIMIT = 1024 * 1024;

test('what another implementation compressed comes out the same', () => {
  const words = fc.array(fc.constantFrom('error ', 'warn ', 'ä', 'level=', '{"a":1}'), { maxLength: 500 });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 5000 }).map((each) => Buffer.from(each)),
    words.map((each) => Buffer.from(each.join(''))),
  );
  fc.assert(fc.property(bytes, (plain) => uncompressSnappy(compress(plain), LIMIT).equals(plain)));
  const long = Buffer.from('0123456789abcdef'.repeat(60_000));
  expect(uncompressSnappy(compress(long), LIMIT).equals(long)).toBe(true);
});

test.each([
  ['over the limit', [0x80, 0x80, 0x80, 0x01, 0]],
  ['more than its bytes can hold', [0xff, 0xff, 0x3f, 0, 1]],
  ['a length without an end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ['a literal that is cut off', [10, 0x24, 1, 2]],
  ['a copy from before the beginning', [8, 0, 1, 0x05, 9]],
  ['a copy of offset 0', [8, 0, 1, 0x05, 0]],
  ['less than it claims', [8, 0, 1]],
  ['nothing', []],
])('refuses a block that is or has %s', (_what, bytes) => {
  expect(() => uncompressSnappy(Buffer.from(bytes), LIMIT)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^LB_(BODY_INVALID|BATCH_TOO_LARGE)$/) }),
  );
});
