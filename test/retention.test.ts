import { afterAll, beforeAll, expect, it } from 'vitest';
import { TemporaryDirectory } from './kit/directory.ts';
import { OutsideStore } from './kit/outside-store.ts';
import { until } from './kit/poll.ts';
import { ServerProcess } from './kit/server-process.ts';

const DAY_MS = 86_400_000;
const PATIENCE = { deadline: 60_000 };

let store: OutsideStore;
let directory: TemporaryDirectory;

beforeAll(async () => {
  [store, directory] = await Promise.all([OutsideStore.start(), TemporaryDirectory.create()]);
});

afterAll(async () => {
  await store?.[Symbol.asyncDispose]();
  await directory?.[Symbol.asyncDispose]();
});

/** A server with a retention, ready, for as long as a test needs it. */
async function withRetention(
  retention: string,
  use: (server: ServerProcess) => Promise<void>,
): Promise<void> {
  const server = await ServerProcess.start({ data: directory.path, flags: { ...store.flags, retention } });
  try {
    await until('the store', async () => (await server.status()).problems.length === 0, PATIENCE);
    await use(server);
  } finally {
    await server.stop();
  }
}

async function send(server: ServerProcess, service: string, daysAgo: number[]): Promise<void> {
  const records = daysAgo.map((days) => ({
    timestamp: new Date(Date.now() - days * DAY_MS).toISOString(),
    service,
    message: `${days} days ago`,
  }));
  const body = JSON.stringify(records);
  const response = await fetch(`${server.url}/api/v1/logs`, { method: 'POST', body });
  expect(await response.json()).toMatchObject({ accepted: records.length });
}

interface Storage {
  bytes: number;
  days: object[];
  growth: object | null;
}

const storageOf = async (server: ServerProcess): Promise<Storage> =>
  (await (await fetch(`${server.url}/api/v1/storage`)).json()) as Storage;

const kept = async (service: string): Promise<number> =>
  (await store.count('service = {service:String}', { service })).records;

it('keeps records for ever by default, and for the retention once there is one', async () => {
  await withRetention('off', async (server) => {
    await send(server, 'retained', [0, 1, 5, 40, 400]);
    await until('all records', async () => (await kept('retained')) === 5, PATIENCE);
    // The counts by minute follow a moment after the records.
    const usage = await until('growth', async () => {
      const told = await storageOf(server);
      return told.growth !== null && told;
    });
    expect(usage).toMatchObject({
      retention: null,
      growth: { overHours: 5 * 24 },
      forecast: { settlesAt: null, fullInDays: expect.any(Number) },
      disk: { free: expect.any(Number), total: expect.any(Number) },
    });
    expect(usage.days).toHaveLength(5);
    expect(usage.bytes).toBeGreaterThan(1000);
  });
  await withRetention('30d', async (server) => {
    await until('the old records to go', async () => (await kept('retained')) === 3, PATIENCE);
    await send(server, 'late', [1, 100]);
    await until('what comes too late to go', async () => (await kept('late')) === 1, PATIENCE);
    const minutes = async (): Promise<number> => {
      const query = `SELECT sum(records) AS records FROM logboom.minutes WHERE service = 'retained'`;
      return Number((await store.store.rows<{ records: number | string }>(query))[0]!.records);
    };
    await until('the counts of old records to go', async () => (await minutes()) === 3, PATIENCE);
    expect(await storageOf(server)).toMatchObject({
      retention: 30,
      forecast: { settlesAt: expect.any(Number) },
    });
  });
  await withRetention('off', async (server) => {
    await send(server, 'kept again', [100]);
    await until('the record', async () => (await kept('kept again')) === 1, PATIENCE);
    const [table] = await store.store.rows<{ engine_full: string }>(
      `SELECT engine_full FROM system.tables WHERE database = 'logboom' AND name = 'logs'`,
    );
    expect(table!.engine_full).not.toContain('TTL');
  });
});
