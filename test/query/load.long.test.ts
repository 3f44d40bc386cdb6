import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { percentile, rounded } from '../../bench/load/figures.ts';
import { benchRecord } from '../../bench/load/records.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';

const MILLION = 1_000_000;
const START = Date.parse('2026-07-01T10:00:00Z');
const MEBIBYTE = 1024 * 1024;
/** The page's own questions: rows, counts over time, values, patterns. */
const QUERIES = [
  ['/select/logsql/query', { query: 'level:error', limit: '100' }],
  ['/select/logsql/query', { query: '137', limit: '10' }],
  ['/select/logsql/query', { query: '* | stats by (service, level) count() n' }],
  ['/select/logsql/hits', { query: 'user:=u4242', step: '1m' }],
  ['/select/logsql/hits', { query: '*', step: '1m', field: 'level' }],
  ['/select/logsql/field_values', { query: 'level:warn', field: 'host' }],
  ['/select/logsql/stats_query', { query: '* | stats count_uniq(user) as users' }],
  ['/api/v1/patterns', { query: 'level:error', limit: '10' }],
] as const;

describe('a server with a million records', () => {
  let directory: TemporaryDirectory;
  let server: ServerProcess;

  const post = (
    path: string,
    parameters: Record<string, string>,
    init: RequestInit = {},
  ): Promise<Response> =>
    fetch(server.url + path, { method: 'POST', body: new URLSearchParams(parameters), ...init });
  const ingest = async (first: number, count: number, start: number): Promise<void> => {
    const lines = Array.from({ length: count }, (_, i) => JSON.stringify(benchRecord(first + i, start)));
    const response = await fetch(`${server.url}/api/v1/logs`, { method: 'POST', body: lines.join('\n') });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  };
  const stored = async (query: string): Promise<number> => {
    const response = await post('/select/logsql/query', { query: `${query} | stats count() n` });
    return Number(((await response.json()) as { n: string }).n);
  };
  const memory = async (): Promise<{ server: number; engine: number }> => {
    const { engine } = await server.status();
    return { server: await resident(server.child.pid!), engine: await resident(engine.pid!) };
  };

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    server = await ServerProcess.start({ data: directory.path });
    for (let first = 0; first < MILLION; first += 5_000) await ingest(first, 5_000, START);
    await until('the records', async () => (await stored('_time:2026-07Z source:http')) === MILLION, {
      deadline: 120_000,
      every: 500,
    });
  }, 300_000);
  afterAll(async () => {
    await server?.stop();
    await directory?.[Symbol.asyncDispose]();
  });

  it('answers 100 queries at a time while 20,000 records a second come in', async () => {
    const end = Date.now() + 30_000;
    const latencies: number[] = [];
    let most = { server: 0, engine: 0 };
    let sent = 0;
    const sending = async (): Promise<void> => {
      const started = Date.now();
      while (Date.now() < end) {
        await ingest(sent, 2_000, Date.now() - sent - 2_000);
        sent += 2_000;
        await sleep(Math.max(0, started + sent / 20 - Date.now()));
      }
    };
    const asking = async (asker: number): Promise<void> => {
      for (let round = asker; Date.now() < end; round++) {
        const [path, parameters] = QUERIES[round % QUERIES.length]!;
        const before = performance.now();
        const response = await post(path, { ...parameters, start: '2026-07-01T10:00:00Z' });
        const text = await response.text();
        expect({ path, status: response.status, text: response.ok ? '' : text }).toEqual({
          path,
          status: 200,
          text: '',
        });
        latencies.push(performance.now() - before);
      }
    };
    const watching = async (): Promise<void> => {
      while (Date.now() < end) {
        const now = await memory();
        most = { server: Math.max(most.server, now.server), engine: Math.max(most.engine, now.engine) };
        await sleep(500);
      }
    };
    await Promise.all([sending(), watching(), ...Array.from({ length: 100 }, (_, asker) => asking(asker))]);
    const quantiles = [0.5, 0.9, 0.99].map((share) => rounded(percentile(latencies, share)));
    console.info(
      `${latencies.length} queries, ${sent} records in 30 s; p50, p90, p99 in ms: ${quantiles.join(', ')};`,
      `server ${rounded(most.server / MEBIBYTE)} MiB, engine ${rounded(most.engine / MEBIBYTE)} MiB`,
    );
    await until('what came meanwhile', async () => (await stored('_time:1h source:http')) === sent, {
      deadline: 60_000,
      every: 500,
    });
    expect(most.server).toBeLessThan(512 * MEBIBYTE);
    expect(most.engine).toBeLessThan(3072 * MEBIBYTE);
  }, 180_000);

  it.each([
    ['NDJSON', 'application/x-ndjson', 0],
    ['CSV', 'text/csv', 1],
  ])(
    'exports a million records as %s at constant memory',
    async (_form, accept, heads) => {
      const before = await memory();
      let most = before.server;
      let [bytes, lines] = [0, 0];
      const started = performance.now();
      const response = await post(
        '/select/logsql/query',
        { query: '_time:2026-07Z source:http' },
        { headers: { accept } },
      );
      let looked = Date.now();
      for await (const chunk of response.body!) {
        bytes += chunk.length;
        for (const byte of chunk) if (byte === 10) lines++;
        if (Date.now() - looked < 250) continue;
        looked = Date.now();
        most = Math.max(most, (await memory()).server);
      }
      const seconds = rounded((performance.now() - started) / 1e3);
      console.info(
        `${lines} lines, ${rounded(bytes / MEBIBYTE)} MiB in ${seconds} s,`,
        `server ${rounded(before.server / MEBIBYTE)} to ${rounded(most / MEBIBYTE)} MiB`,
      );
      expect(lines).toBe(MILLION + heads);
      expect(most).toBeLessThan(before.server + 200 * MEBIBYTE);
    },
    180_000,
  );

  it('exports to a client that takes longer than a query may', async () => {
    const query = '_time:2026-07Z source:http | fields _msg';
    const response = await post('/select/logsql/query', { query, timeout: '10s' });
    const started = Date.now();
    let [lines, most, chunks] = [0, 0, 0];
    for await (const chunk of response.body!) {
      for (const byte of chunk) if (byte === 10) lines++;
      if (Date.now() - started < 20_000) await sleep(25);
      if (chunks++ % 100 === 0) most = Math.max(most, (await memory()).server);
    }
    console.info(`${lines} lines in ${Date.now() - started} ms, server ${rounded(most / MEBIBYTE)} MiB`);
    expect(lines).toBe(MILLION);
    expect(Date.now() - started).toBeGreaterThan(15_000);
  }, 180_000);
});

/** Resident bytes of a process. */
async function resident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
