import { deflateSync, gzipSync } from 'node:zlib';
import { Draft, LogboomError } from '@logboom/core';
import { expect } from 'vitest';
import { Chunks } from '../../../src/inputs/gelf/chunks.ts';
import { fillGelf } from '../../../src/inputs/gelf/record.ts';
import { inflatePayload } from '../../../src/inputs/net/inflate.ts';
import { fuzz } from '../fuzz.ts';
import { CAPTURES } from './captures.ts';
import { split } from './chunking.ts';

const LIMIT = 64 * 1024;
const EXPECTED = new Set(['LB_FRAME_INVALID', 'LB_RECORD_INVALID', 'LB_RECORD_TOO_LARGE']);

const messages = Object.values(CAPTURES).map((message) => Buffer.from(JSON.stringify(message)));
const bomb = Buffer.alloc(20 * 1024 * 1024, 32);
const SEEDS = [
  ...messages,
  ...messages.map((message) => gzipSync(message)),
  ...messages.map((message) => deflateSync(message)),
  ...messages.flatMap((message) => split(message, 100)),
  gzipSync(bomb),
  deflateSync(bomb),
];

/** Datagrams of all kinds, mutated: what is refused is refused with a reason, and memory is bounded. */
export function fuzzGelf(runs: number): number {
  const chunks = new Chunks(() => undefined, { bytes: LIMIT });
  const draft = new Draft();
  return fuzz({
    seeds: SEEDS,
    alphabet: Buffer.from('{}[]":,\\_0123456789\x1e\x0f\x1f\x8b\x78\x9c', 'latin1'),
    runs,
    decode(bytes) {
      try {
        const whole = Chunks.isChunk(bytes) ? chunks.add(bytes, 'peer') : bytes;
        if (whole === undefined) return;
        const payload = inflatePayload(whole, LIMIT);
        expect(payload.length).toBeLessThanOrEqual(Math.max(LIMIT, whole.length));
        fillGelf(payload.toString(), draft.reset());
      } catch (error) {
        if (!LogboomError.is(error) || !EXPECTED.has(error.code)) throw error;
      }
      expect(chunks.pendingBytes).toBeLessThanOrEqual(LIMIT);
    },
  });
}
