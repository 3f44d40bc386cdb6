import { expect, test } from 'vitest';
import { fuzzFrames, fuzzMessages } from './fuzz.ts';

// A hang is orders of magnitude above; a pause of the machine may be tens of milliseconds.
const HANG_MS = 1000;

test('100,000 mutated messages', () => {
  expect(fuzzMessages(100_000)).toBeLessThan(HANG_MS);
});

test('100,000 mutated streams', () => {
  expect(fuzzFrames(100_000)).toBeLessThan(HANG_MS);
});
