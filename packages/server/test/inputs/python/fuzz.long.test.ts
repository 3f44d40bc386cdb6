import { expect, test } from 'vitest';
import { HANG_MS } from '../fuzz.ts';
import { fuzz, LONGEST } from './fuzz.ts';

test('100,000 mutated pickles: none hangs, memory stays', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  fuzz(2000, seed);
  const before = process.memoryUsage().rss;
  const result = fuzz(100_000, seed + 1);
  expect(result.longest, `seed ${seed + 1}`).toBeLessThanOrEqual(LONGEST);
  expect(result.slowest, result.slowestPickle).toBeLessThan(HANG_MS);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});
