import { expect, test } from 'vitest';
import { fuzzForward } from './fuzz.ts';

test('100,000 mutated streams', () => {
  // A hang is orders of magnitude above; a pause of the machine may be tens of milliseconds.
  expect(fuzzForward(100_000)).toBeLessThan(1000);
});
