import { randomUUID } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Driver } from './contract/drivers/driver.ts';
import { encodeRequest } from './contract/drivers/http-message.ts';
import { DRIVERS } from './contract/drivers/table.ts';
import { DatagramSender } from './kit/datagrams.ts';
import { TemporaryDirectory } from './kit/directory.ts';
import { mutate } from './kit/mutate.ts';
import { OutsideStore } from './kit/outside-store.ts';
import { until } from './kit/poll.ts';
import { newRandom, type Random } from './kit/random.ts';
import { ServerProcess } from './kit/server-process.ts';
import { Wire } from './kit/wire.ts';

/** Broken frames a socket; drivers that share one share them. */
const FRAMES = 10_000;
const AT_ONCE = 16;
/** Resident memory that the server must stay under, whatever is sent. */
/** A UDP datagram over IPv4 holds no more. */
const DATAGRAM_MAX = 65_507;
/** The default of limits.memory: above it the server refuses records. */
const MEMORY_MAX = 1024 ** 3;

let outside: OutsideStore;
let directory: TemporaryDirectory;
let server: ServerProcess;
let random: Random;
let connections = 1_000_000;

beforeAll(async () => {
  random = newRandom('fuzz');
  outside = await OutsideStore.start();
  directory = await TemporaryDirectory.create();
  server = await ServerProcess.start({ data: directory.path, flags: outside.flags });
});

afterAll(async () => {
  await server?.stop();
  await directory?.[Symbol.asyncDispose]();
  await outside?.[Symbol.asyncDispose]();
});

/** Bytes near enough to the protocol to get far into its decoder. */
function frame(driver: Driver): Buffer {
  const good = driver.encode(
    ['fuzz-a', 'fuzz-b'].slice(0, driver.transport === 'udp' ? 1 : 2),
    ++connections,
  );
  const base = random.next() < 0.8 ? good : random.pick([good, ...Object.values(driver.malformed)]);
  return mutate(base, random);
}

const fastBrotli = (body: Buffer): Buffer =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

/** HTTP bodies that are compressed, the damage being inside. */
function compressedRequest(): Buffer {
  const body = mutate(Buffer.from('{"message":"fuzz","nested":{"a":[1,2,{"b":null}]}}\n'.repeat(5)), random);
  const [encoding, compress] = random.pick([
    ['gzip', gzipSync],
    ['br', fastBrotli],
    ['zstd', zstdCompressSync],
  ] as const);
  const bytes = compress(body);
  return encodeRequest('/api/v1/logs', random.next() < 0.5 ? bytes : mutate(bytes, random), {
    'Content-Encoding': encoding,
  });
}

async function sendAll(driver: Driver, frames: number, next: () => Buffer): Promise<void> {
  const address = server.addresses[driver.address]!;
  let left = frames;
  const sendStreams = async (): Promise<void> => {
    while (left-- > 0) {
      const wire = await Wire.open(address);
      await wire.send(next());
      await wire.finish(2_000);
    }
  };
  const sendDatagrams = async (): Promise<void> => {
    await using sender = new DatagramSender(address);
    while (left-- > 0) await sender.send(next().subarray(0, DATAGRAM_MAX));
  };
  const run = driver.transport === 'udp' ? sendDatagrams : sendStreams;
  await Promise.all(Array.from({ length: AT_ONCE }, run));
}

async function expectHealthy(driver: Driver): Promise<void> {
  expect(server.ended, server.log).toBe(false);
  const { memory } = await server.status();
  expect(memory).toBeLessThan(MEMORY_MAX);
  expect(server.log).not.toMatch(/This is a bug/);
  const message = `good-${randomUUID()}`;
  const bytes = driver.encode([message], ++connections);
  if (driver.transport === 'udp') {
    await using sender = new DatagramSender(server.addresses[driver.address]!);
    // Behind a flood the system may drop a datagram, as UDP may: another one must come through.
    await until(
      'the good record',
      async () => {
        await sender.send(bytes);
        return (await outside.count('message = {message:String}', { message })).records > 0;
      },
      { every: 250 },
    );
    return;
  } else {
    const wire = await Wire.open(server.addresses[driver.address]!);
    await wire.send(bytes);
    if (driver.readAnswer !== undefined) expect(await wire.answer(driver.readAnswer)).toBe('accepted');
    await wire.finish();
  }
  await until(
    'the good record',
    async () => (await outside.count('message = {message:String}', { message })).records === 1,
  );
}

test.each(DRIVERS)('broken frames: $title', { timeout: 120_000 }, async (driver) => {
  const sharing = DRIVERS.filter(({ address }) => address === driver.address).length;
  await sendAll(driver, Math.ceil(FRAMES / sharing), () => frame(driver));
  await expectHealthy(driver);
});

test('broken frames: compressed bodies', { timeout: 120_000 }, async () => {
  const driver = DRIVERS.find(({ address }) => address === 'http')!;
  await sendAll(driver, 2_000, compressedRequest);
  await expectHealthy(driver);
});

const LARGE = 100 * 1024 * 1024;
const FILLINGS = {
  zeros: Buffer.alloc(1),
  'line ends': Buffer.from('\n'),
  'open brackets': Buffer.from('['),
  'open objects': Buffer.from('{"a":'),
  'an array of empty arrays': Buffer.from('[],'),
};

test.each(Object.entries(FILLINGS))(
  'bombs of %s are refused, and cost no memory',
  { timeout: 120_000 },
  async (_, filling) => {
    const body = Buffer.alloc(LARGE, filling);
    body[0] = '['.charCodeAt(0);
    const bombs = {
      gzip: gzipSync(body, { level: 1 }),
      br: fastBrotli(body),
      zstd: zstdCompressSync(body),
    };
    for (const [encoding, bomb] of Object.entries(bombs)) {
      expect(bomb.length).toBeLessThan(LARGE / 100);
      const response = await fetch(`${server.url}/api/v1/logs`, {
        method: 'POST',
        headers: { 'Content-Encoding': encoding },
        body: bomb,
      });
      // What is no array at all may be refused as such before it is known to be too large.
      expect([400, 413]).toContain(response.status);
    }
    expect((await server.status()).memory).toBeLessThan(MEMORY_MAX);
  },
);

test.each(['gzip', 'br', 'zstd'])(
  'a body that grows past limits.batch is refused with 413: %s',
  async (encoding) => {
    const body = Buffer.from(`${JSON.stringify({ message: 'x'.repeat(1_000) })}\n`.repeat(100_000));
    const bomb = { gzip: gzipSync, br: fastBrotli, zstd: zstdCompressSync }[encoding]!(body);
    const response = await fetch(`${server.url}/api/v1/logs`, {
      method: 'POST',
      headers: { 'Content-Encoding': encoding },
      body: bomb,
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'LB_BATCH_TOO_LARGE' });
  },
);

test('a plain body past limits.batch is refused with 413, and the sender can read that', async () => {
  const response = await fetch(`${server.url}/api/v1/logs`, {
    method: 'POST',
    body: `${JSON.stringify({ message: 'x'.repeat(1_000) })}\n`.repeat(150_000),
  });
  expect(response.status).toBe(413);
});
