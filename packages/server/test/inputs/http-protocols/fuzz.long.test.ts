import { expect, test } from 'vitest';
import { HANG_MS } from '../fuzz.ts';
import { DECODERS, fuzzDecoder } from './fuzz.ts';

test.each(Object.entries(DECODERS))('100,000 mutated inputs: %s', (_name, decoder) => {
  expect(fuzzDecoder(decoder, 100_000)).toBeLessThan(HANG_MS);
});
