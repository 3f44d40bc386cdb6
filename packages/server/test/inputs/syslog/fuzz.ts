import { Draft, UTC } from '@logboom/core';
import { expect } from 'vitest';
import { MessageFrames } from '../../../src/inputs/net/message-frames.ts';
import { fillSyslog } from '../../../src/inputs/syslog/message.ts';
import { chunksOf, fuzz } from '../fuzz.ts';
import { CAPTURES } from './captures.ts';

const counted = (text: string): string => `${Buffer.byteLength(text)} ${text}`;

/** Whatever a message is, its last words are in the record. */
export function fuzzMessages(runs: number): number {
  const draft = new Draft();
  const zone = UTC;
  return fuzz({
    seeds: Object.values(CAPTURES).map((text) => Buffer.from(text)),
    alphabet: Buffer.from('<>[]{}"\\=:- 0123456789@.%*\n'),
    runs,
    decode(bytes) {
      const text = `${bytes.toString().replaceAll('{', '')} the end`;
      fillSyslog(text, zone, draft.reset());
      const kept = [draft.message, draft.service, draft.host, ...draft.attributes].join(' ');
      expect(kept.includes('end')).toBe(true);
    },
  });
}

export function fuzzFrames(runs: number): number {
  const limit = 300;
  const seeds = Object.values(CAPTURES).flatMap((text) => [`${text}\n`, `${text}\0`, counted(text)]);
  return fuzz({
    seeds: [...seeds.map((text) => Buffer.from(text)), Buffer.from(seeds.join(''))],
    alphabet: Buffer.from('0123456789 <>\n\r\0'),
    runs,
    decode(bytes, random) {
      const frames = new MessageFrames({
        limit,
        first: 60,
        message: (message) => expect(message.length).toBeLessThanOrEqual(limit),
        refused: () => undefined,
      });
      for (const chunk of chunksOf(bytes, random)) {
        frames.push(chunk);
        // A length and a blank may stand before it.
        expect(frames.pending).toBeLessThanOrEqual(limit + 10);
      }
      frames.end();
    },
  });
}
