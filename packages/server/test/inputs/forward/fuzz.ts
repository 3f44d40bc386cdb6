import { LogboomError } from '@logboom/core';
import { expect } from 'vitest';
import { MessagePackScanner } from '../../../src/inputs/forward/scanner.ts';
import { PendingBytes } from '../../../src/inputs/net/pending.ts';
import { chunksOf, fuzz } from '../fuzz.ts';
import { CAPTURES } from './captures.ts';
import { LIMITS, readRecords } from './decode.ts';

const EXPECTED = new Set(['LB_FRAME_INVALID', 'LB_BATCH_TOO_LARGE', 'LB_RECORD_INVALID']);

/** Streams of mutated messages, in chunks: each is read, or refused with a reason. */
export function fuzzForward(runs: number): number {
  const seeds = Object.values(CAPTURES);
  return fuzz({
    seeds: [...seeds, Buffer.concat(seeds)],
    alphabet: Buffer.from([
      0x90, 0x92, 0x94, 0x81, 0x80, 0xc4, 0xc6, 0xd7, 0xdb, 0xdd, 0xdf, 0xc9, 0xff, 0, 1, 0xa3,
    ]),
    runs,
    decode(bytes, random) {
      try {
        readStream(chunksOf(bytes, random));
      } catch (error) {
        if (!LogboomError.is(error) || !EXPECTED.has(error.code)) throw error;
      }
    },
  });
}

function readStream(chunks: Buffer[]): void {
  const pending = new PendingBytes();
  const scanner = new MessagePackScanner(LIMITS);
  for (const chunk of chunks) {
    const data = pending.join(chunk);
    let at = 0;
    while (at < data.length) {
      const end = scanner.scan(data, at);
      if (end === -1) break;
      expect(end).toBeGreaterThan(at);
      readRecords(data.subarray(at, end), () => undefined);
      at = end;
    }
    pending.keep(data, at);
    expect(pending.length).toBeLessThanOrEqual(LIMITS.bytes);
  }
}
