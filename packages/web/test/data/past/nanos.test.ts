import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nanosOf, textOf } from '../../../src/data/past/nanos.ts';

it('reads what it writes', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 4_102_444_800_000_000_000n }), (nanos) => {
      expect(nanosOf(textOf(nanos))).toBe(nanos);
    }),
  );
});

it.each([
  ['2026-11-21T16:37:28.938000000Z', 1_795_279_048_938_000_000n],
  ['2026-11-21T16:37:28.938Z', 1_795_279_048_938_000_000n],
  ['2026-11-21T16:37:28Z', 1_795_279_048_000_000_000n],
  ['2026-11-21T16:37:28.000000001Z', 1_795_279_048_000_000_001n],
  ['', undefined],
  ['soon', undefined],
])('%s', (text, nanos) => {
  expect(nanosOf(text)).toBe(nanos);
});
