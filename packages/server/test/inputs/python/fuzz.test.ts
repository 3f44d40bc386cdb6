import { Draft } from '@logboom/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillFromPickle } from '../../../src/inputs/python/record.ts';
import { fuzz, LONGEST } from './fuzz.ts';

test('2,000 mutated pickles are read or refused, and make no long records', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const result = fuzz(2000, seed);
  expect(result.longest, `seed ${seed}`).toBeLessThanOrEqual(LONGEST);
  expect(result.refused).toBeGreaterThan(100);
  expect(result.decoded).toBeGreaterThan(100);
});

test('random bytes are read or refused', () => {
  const draft = new Draft();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const error = fillFromPickle(bytes, draft.reset());
      return error === undefined || error.code === 'LB_PICKLE_INVALID';
    }),
    { numRuns: 2000 },
  );
});
