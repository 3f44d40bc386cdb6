import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { GROWTH_MAX, HANG_MS } from '../fuzz.ts';
import { heldBytes } from '../held-bytes.ts';
import { fuzzGelf } from './fuzz.ts';

const SLICE = 2_000;

/** What zlib gives up it lets go of in a later turn, and its buffers with the collection after that. */
async function settled(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    heldBytes();
    await turn();
  }
  return heldBytes();
}

test('100,000 mutated datagrams', async () => {
  let slowest = 0;
  let warm = 0;
  for (let run = 0; run < 100_000; run += SLICE) {
    if (run === 5 * SLICE) warm = await settled();
    slowest = Math.max(slowest, fuzzGelf(SLICE));
    await turn();
  }
  expect(slowest).toBeLessThan(HANG_MS);
  expect((await settled()) - warm).toBeLessThan(GROWTH_MAX);
});
