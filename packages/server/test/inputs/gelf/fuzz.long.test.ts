import { expect, test } from 'vitest';
import { fuzzGelf } from './fuzz.ts';

test('100,000 mutated datagrams', () => {
  // A hang is orders of magnitude above; a pause of the machine may be tens of milliseconds.
  expect(fuzzGelf(100_000)).toBeLessThan(1000);
});
