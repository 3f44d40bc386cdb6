import { expect, test } from 'vitest';
import { fuzz, LONGEST } from './fuzz.ts';

test('100,000 mutated pickles: none hangs, memory stays', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  fuzz(2000, seed);
  const before = process.memoryUsage().rss;
  const result = fuzz(100_000, seed + 1);
  expect(result.longest, `seed ${seed + 1}`).toBeLessThanOrEqual(LONGEST);
  // A hang is orders of magnitude above; a pause of the machine may be tens of milliseconds.
  expect(result.slowest, result.slowestPickle).toBeLessThan(1000);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});
