import { expect } from 'vitest';
import { OutsideStore } from '../kit/outside-store.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';
import type { Load } from './load.ts';

/** Opens what a stopped server has kept, and compares it with what its senders know. */
export async function expectExactlyOnce(data: string, load: Load): Promise<void> {
  await drain(data);
  await using stored = await OutsideStore.open(data);
  const rows = await stored.store.rows<{ message: string; records: string; ids: string }>(
    `SELECT message, count() AS records, uniqExact(id) AS ids FROM logboom.logs
     WHERE source != 'logboom' GROUP BY message`,
  );
  const found = new Map(rows.map(({ message, records }) => [message, Number(records)]));
  const lost = [...load.acknowledged].filter((message) => !found.has(message));
  const doubled = [...found].filter(([, records]) => records > 1).map(([message]) => message);
  const unknown = [...found.keys()].filter((message) => !load.sent.has(message));
  const all = await stored.count();
  console.info(`${load.acknowledged.size} records acknowledged, ${load.sent.size} sent, ${found.size} found`);
  expect({ lost: lost.slice(0, 5), doubled: doubled.slice(0, 5), unknown: unknown.slice(0, 5) }).toEqual({
    lost: [],
    doubled: [],
    unknown: [],
  });
  expect(all.ids, 'ids are unique').toBe(all.records);
  const [minutes] = await stored.store.rows<{ records: string }>(
    'SELECT sum(records) AS records FROM logboom.minutes',
  );
  expect(Number(minutes?.records), 'the counts by minute say the same').toBe(all.records);
  expect(load.acknowledged.size).toBeGreaterThan(0);
}

/** A server that stops in a hurry leaves acknowledged records in the spool: the next one inserts them. */
async function drain(data: string): Promise<void> {
  await using server = await ServerProcess.start({ data });
  await until('an empty spool', async () => (await server.status()).spool.bytes === 0, { deadline: 60_000 });
  await server.stop();
}
