import { expect, test } from 'vitest';
import { HANG_MS } from '../fuzz.ts';
import { fuzzGelf } from './fuzz.ts';

test('100,000 mutated datagrams', () => {
  expect(fuzzGelf(100_000)).toBeLessThan(HANG_MS);
});
