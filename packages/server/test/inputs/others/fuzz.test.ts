import { expect, test } from 'vitest';
import { fuzz, HANG_MS } from '../fuzz.ts';
import { DECODERS } from './decoders.ts';

test.each(Object.entries(DECODERS))('2,000 mutated inputs: %s', (_name, decoder) => {
  expect(fuzz({ ...decoder, runs: 2_000 })).toBeLessThan(HANG_MS);
});
