import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { LogboomError } from '@logboom/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { uncompressSnappy } from '../../src/http/snappy.ts';
import { decompressEntries } from '../../src/inputs/forward/decompress.ts';
import { MessagePackScanner } from '../../src/inputs/forward/scanner.ts';
import { Chunks } from '../../src/inputs/gelf/chunks.ts';
import { inflatePayload } from '../../src/inputs/net/inflate.ts';
import { PythonFrames } from '../../src/inputs/python/frames.ts';
import { costOf, HANG_MS } from './fuzz.ts';
import { heldBytes } from './held-bytes.ts';

const MIB = 1024 * 1024;
const LIMIT = MIB;
/** Made once, small, and a thousand times as large as any limit. */
const ZEROS = Buffer.alloc(256 * MIB);
const COMPRESSED: Record<string, Buffer> = {
  gzip: gzipSync(ZEROS, { level: 9 }),
  zlib: deflateSync(ZEROS, { level: 9 }),
  zstd: zstdCompressSync(ZEROS),
};

let before = 0;
beforeEach(() => {
  before = heldBytes();
});
afterEach(() => expect(heldBytes() - before).toBeLessThan(32 * MIB));

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    return LogboomError.is(error) ? error.code : String(error);
  }
  return undefined;
};

describe('what inflates to more than its limit', () => {
  test.each(['gzip', 'zlib', 'zstd'])('%s in a datagram of GELF', (name) => {
    const bomb = COMPRESSED[name]!;
    expect(bomb.length).toBeLessThan(MIB);
    expect(codeOf(() => inflatePayload(bomb, LIMIT))).toBe('LB_RECORD_TOO_LARGE');
    expect(costOf(() => codeOf(() => inflatePayload(bomb, LIMIT)))).toBeLessThan(HANG_MS);
  });

  test.each(['gzip', 'zstd'])('%s in a message of Forward', async (name) => {
    await expect(decompressEntries(COMPRESSED[name]!, name, LIMIT)).rejects.toMatchObject({
      code: 'LB_BATCH_TOO_LARGE',
    });
  });

  test('Snappy: a length of four gigabytes, and copies of copies', () => {
    const length = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]);
    expect(codeOf(() => uncompressSnappy(Buffer.concat([length, Buffer.alloc(100)]), LIMIT))).toBe(
      'LB_BATCH_TOO_LARGE',
    );
    // A claim within the limit, one literal byte, and copies of 64 bytes from one byte back: more than was claimed.
    const copies = Buffer.concat([
      Buffer.from([0x80, 0x80, 0x04, 0x00, 0x61]),
      Buffer.from(Array.from({ length: 60_000 }, () => [0xfe, 1, 0]).flat()),
    ]);
    expect(codeOf(() => uncompressSnappy(copies, LIMIT))).toBe('LB_BODY_INVALID');
  });
});

describe('what claims to be deep or large', () => {
  const scan = (bytes: Buffer): string | undefined =>
    codeOf(() => new MessagePackScanner({ bytes: LIMIT, depth: 64 }).scan(bytes, 0));

  test.each([
    ['arrays in arrays', Buffer.alloc(100_000, 0x91)],
    ['maps in maps', Buffer.concat(Array.from({ length: 50_000 }, () => Buffer.from([0x81, 0xa0])))],
    ['an array of four billion', Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff, 0xc0])],
    ['a map of four billion', Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff, 0xc0])],
    ['a text of four billion', Buffer.from([0xdb, 0xff, 0xff, 0xff, 0xff, 0x61])],
  ])('MessagePack: %s', (_name, bytes) => {
    expect(scan(bytes)).toMatch(/^LB_(FRAME_INVALID|BATCH_TOO_LARGE)$/);
    expect(costOf(() => scan(bytes))).toBeLessThan(HANG_MS);
  });

  test('a Python frame of four billion', () => {
    const frames = new PythonFrames({ limit: LIMIT });
    expect(codeOf(() => frames.push(Buffer.from([0xff, 0xff, 0xff, 0xff, 1]), () => undefined))).toBe(
      'LB_FRAME_INVALID',
    );
  });
});

test('GELF chunks that are never completed', () => {
  let lost = 0;
  const chunks = new Chunks(
    (count) => {
      lost += count;
    },
    { bytes: 4 * MIB },
  );
  const chunk = Buffer.alloc(8_192, 0x61);
  chunk.set([0x1e, 0x0f]);
  chunk[11] = 128;
  for (let i = 0; i < 20_000; i++) {
    chunk.writeUInt32BE(i, 2);
    chunk[10] = i % 128;
    expect(chunks.add(chunk, '127.0.0.1')).toBeUndefined();
    expect(chunks.pendingBytes).toBeLessThanOrEqual(4 * MIB);
  }
  expect(lost).toBeGreaterThan(19_000);
});
