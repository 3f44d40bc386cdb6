import { expect, test } from 'vitest';
import { HANG_MS } from '../fuzz.ts';
import { fuzzForward } from './fuzz.ts';

test('100,000 mutated streams', () => {
  expect(fuzzForward(100_000)).toBeLessThan(HANG_MS);
});
