import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { OutsideStore } from '../kit/outside-store.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { allRead } from '../kit/sources.ts';
import { NatsSide, type OutwardDriver, RedisSide } from './drivers/outward.ts';

const RECORD_LIMIT = 32 * 1024;
/** The sources, by their place in the lists of the two sides, for titles that stand before these run. */
const SOURCES = [
  ['a Redis channel', 0],
  ['a Redis list', 1],
  ['a Redis stream', 2],
  ['a NATS subject', 3],
  ['a JetStream stream', 4],
] as const;

let outside: OutsideStore;
let files: TemporaryDirectory;
let redis: RedisSide;
let nats: NatsSide;
let drivers: OutwardDriver[];
let count = 0;

beforeAll(async () => {
  files = await TemporaryDirectory.create();
  [outside, redis, nats] = await Promise.all([
    OutsideStore.start(),
    RedisSide.start(files.path),
    NatsSide.start(files.path),
  ]);
  drivers = [...redis.drivers(), ...nats.drivers()];
});

afterAll(async () => {
  await redis?.stop();
  await nats?.stop();
  await outside?.[Symbol.asyncDispose]();
  await files?.[Symbol.asyncDispose]();
});

const payloads = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => JSON.stringify({ message: `${prefix}-${from + i}` }));

async function expectStored(prefix: string, records: number, mayRepeat = false): Promise<void> {
  const counted = () => outside.count('startsWith(message, {prefix:String})', { prefix: `${prefix}-` });
  await until(`${records} records ${prefix}-*`, async () => (await counted()).messages >= records, {
    deadline: 30_000,
    every: 100,
  }).catch(async (error: unknown) => expect(await counted(), String(error)).toBeUndefined());
  const found = await counted();
  expect(mayRepeat ? found.messages : found).toEqual(
    mayRepeat ? records : { records, messages: records, ids: records },
  );
}

/** A server of its own that reads a source of its own. */
async function start(driver: OutwardDriver, name: string, data: string, flags = {}): Promise<ServerProcess> {
  const server = await ServerProcess.start({
    data,
    flags: { ...outside.flags, 'limits.record': String(RECORD_LIMIT), ...driver.flags(name), ...flags },
  });
  await allRead(server, driver.input, 1);
  return server;
}

describe.each(SOURCES)('%s', (title, place) => {
  const setUp = async (): Promise<{ driver: OutwardDriver; name: string }> => {
    const driver = drivers[place]!;
    expect(driver.title).toBe(title);
    const name = `contract${++count}`;
    await driver.prepare?.(name);
    return { driver, name };
  };
  const drained = (driver: OutwardDriver, name: string): Promise<unknown> =>
    until('nothing left to do', async () => (await driver.pending(name)) === 0, { every: 100 });

  test('good records once; odd and oversize ones cost only themselves', async () => {
    const { driver, name } = await setUp();
    await using data = await TemporaryDirectory.create();
    await using server = await start(driver, name, data.path);
    await driver.publish(name, payloads(name, 0, 300));
    await driver.publish(name, [
      JSON.stringify({ message: `large-${'x'.repeat(RECORD_LIMIT)}` }),
      `${name}-no {"json"`,
      '{"message":',
      '[1,2]',
      '\u0000\u0001',
    ]);
    await driver.publish(name, payloads(name, 300, 500));
    // The line that is no JSON is a message of its own.
    await expectStored(name, 501);
    await drained(driver, name);
    const refused = `input="${driver.input}",reason="LB_RECORD_TOO_LARGE"`;
    expect(await server.metric('logboom_input_rejected_total', refused)).toBe(1);
    expect((await server.input(driver.input)).reasons).toEqual({ LB_RECORD_TOO_LARGE: 1 });
    await server.stop();
  });

  test('what left the source survives kill -9, and what did not is read again', async ({ skip }) => {
    const { driver, name } = await setUp();
    skip(!driver.keeps, 'it keeps nothing: what comes while nobody listens is gone, as the docs say');
    await using data = await TemporaryDirectory.create();
    {
      await using server = await start(driver, name, data.path);
      await driver.publish(name, payloads(name, 0, 500));
      await until('some records', async () => (await server.input(driver.input)).records > 0);
      await server.kill();
    }
    await driver.publish(name, payloads(name, 500, 600));
    await using server = await start(driver, name, data.path);
    // JetStream is at least once: what was not acknowledged in time comes again.
    await expectStored(name, 600, driver.input === 'nats');
    await drained(driver, name);
    await server.stop();
  });

  test('while the spool is full the source keeps the rest, and loses nothing', async ({ skip }) => {
    const { driver, name } = await setUp();
    skip(!driver.keeps, 'it keeps nothing: the server it subscribes to closes slow readers');
    await using data = await TemporaryDirectory.create();
    await using server = await start(driver, name, data.path, {
      'store.url': 'http://127.0.0.1:1',
      'spool.max': '20KiB',
    });
    let sent = 0;
    const isFull = async (): Promise<boolean> =>
      (await server.status()).problems.includes('the spool is full');
    for (; !(await isFull()); sent += 200) await driver.publish(name, payloads(name, sent, sent + 200));
    await driver.publish(name, payloads(name, sent, sent + 2_000));
    sent += 2_000;
    const { records } = await server.input(driver.input);
    expect(records).toBeLessThan(sent);
    expect((await server.status()).spool.bytes).toBeLessThan(1024 * 1024);
    await server.stop();
    await using again = await start(driver, name, data.path);
    await expectStored(name, sent, driver.input === 'nats');
    await again.stop();
  });
});
