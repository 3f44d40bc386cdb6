import { expect, test } from 'vitest';
import { fuzz, HANG_MS } from '../fuzz.ts';
import { DECODERS } from './decoders.ts';

test.each(Object.entries(DECODERS))('100,000 mutated inputs: %s', (_name, decoder) => {
  expect(fuzz({ ...decoder, runs: 100_000 })).toBeLessThan(HANG_MS);
});
