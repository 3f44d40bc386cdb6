import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { GROWTH_MAX, HANG_MS } from '../fuzz.ts';
import { heldBytes } from '../held-bytes.ts';
import { fuzzGelf } from './fuzz.ts';

const SLICE = 2_000;

test('100,000 mutated datagrams', async () => {
  let slowest = fuzzGelf(SLICE);
  await turn();
  const warm = heldBytes();
  for (let run = 0; run < 100_000; run += SLICE) {
    slowest = Math.max(slowest, fuzzGelf(SLICE));
    // What zlib gives up it lets go of in the next turn, and datagrams come in turns.
    await turn();
  }
  expect(slowest).toBeLessThan(HANG_MS);
  expect(heldBytes() - warm).toBeLessThan(GROWTH_MAX);
});
