import { expect, test } from 'vitest';
import { DECODERS, fuzzDecoder } from './fuzz.ts';

// A hang is orders of magnitude above; a pause of the machine may be tens of milliseconds.
const HANG_MS = 1000;

test.each(Object.entries(DECODERS))('2,000 mutated inputs: %s', (_name, decoder) => {
  expect(fuzzDecoder(decoder, 2000)).toBeLessThan(HANG_MS);
});
