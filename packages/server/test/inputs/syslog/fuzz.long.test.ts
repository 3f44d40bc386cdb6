import { expect, test } from 'vitest';
import { HANG_MS } from '../fuzz.ts';
import { fuzzFrames, fuzzMessages } from './fuzz.ts';

test('100,000 mutated messages', () => {
  expect(fuzzMessages(100_000)).toBeLessThan(HANG_MS);
});

test('100,000 mutated streams', () => {
  expect(fuzzFrames(100_000)).toBeLessThan(HANG_MS);
});
