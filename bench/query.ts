/**
 * `npm run bench -- query [RECORDS]`: how long queries take over HTTP until their last row, with the engine's
 * caches empty and full, beside the targets of the design. Over a million records it writes the table of
 * docs/performance.md.
 */
import { TemporaryDirectory } from '../test/kit/directory.ts';
import { OutsideStore } from '../test/kit/outside-store.ts';
import { until } from '../test/kit/poll.ts';
import { ServerProcess } from '../test/kit/server-process.ts';
import { percentile, rounded } from './load/figures.ts';
import { writeTable } from './load/page.ts';
import { postAll } from './load/post.ts';
import { BATCH, benchRecord } from './load/records.ts';
import { type MeasuredQuery, measuredQueries } from './query/queries.ts';

const RECORDS = Number(process.argv[2] ?? 1_000_000);
const MILLION = 1_000_000;
const START = Date.parse('2026-07-01T10:00:00Z');
const ROUNDS = 15;
const CACHES = ['MARK', 'UNCOMPRESSED', 'INDEX MARK', 'INDEX UNCOMPRESSED', 'QUERY CONDITION'];
const STATEMENTS = [...CACHES.map((name) => `SYSTEM CLEAR ${name} CACHE`), 'SYSTEM CLEAR TEXT INDEX CACHES'];

interface Measured extends MeasuredQuery {
  cold: number;
  /** Half of the runs took no longer. */
  warm: number;
  best: number;
}

function* bodies(): Generator<Buffer> {
  for (let first = 0; first < RECORDS; first += BATCH) {
    const count = Math.min(BATCH, RECORDS - first);
    const lines = Array.from({ length: count }, (_, i) => JSON.stringify(benchRecord(first + i, START)));
    yield Buffer.from(lines.join('\n'));
  }
}

async function time(url: string, { query, limit, rows, what }: MeasuredQuery): Promise<number> {
  const body = new URLSearchParams({ query, ...(limit === undefined ? {} : { limit: String(limit) }) });
  // The server's own log is outside of these times.
  body.set('start', new Date(START).toISOString());
  body.set('end', new Date(START + RECORDS).toISOString());
  const started = performance.now();
  const text = await (await fetch(`${url}/select/logsql/query`, { method: 'POST', body })).text();
  const milliseconds = performance.now() - started;
  const found = text.split('\n').length - 1;
  if (RECORDS === MILLION && found !== rows) throw new Error(`${what}: ${found} rows: ${text.slice(0, 500)}`);
  return milliseconds;
}

async function forget({ store }: OutsideStore): Promise<void> {
  for (const query of STATEMENTS) await store.client.command({ query });
}

async function measure(outside: OutsideStore, url: string, query: MeasuredQuery): Promise<Measured> {
  const cold: number[] = [];
  for (let round = 0; round < 3; round++) {
    await forget(outside);
    cold.push(await time(url, query));
  }
  const warm: number[] = [];
  for (let round = 0; round < ROUNDS; round++) warm.push(await time(url, query));
  return { ...query, cold: percentile(cold, 0.5), warm: percentile(warm, 0.5), best: Math.min(...warm) };
}

function writePage(measured: Measured[]): Promise<void> {
  const rows = measured.map(({ what, target, warm, best, cold }) =>
    [what, target, rounded(warm), rounded(best), rounded(cold)].map(String),
  );
  return writeTable('queries', ['query', 'target, ms', 'warm, ms', 'best, ms', 'caches empty, ms'], rows);
}

await using directory = await TemporaryDirectory.create();
await using outside = await OutsideStore.start();
await using server = await ServerProcess.start({ data: directory.path, flags: outside.flags });
await until('the store', async () => (await server.status()).problems.length === 0);
await postAll({ url: `${server.url}/api/v1/logs`, headers: {} }, [...bodies()], 2);
await until('all in the table', async () => (await outside.count("source = 'http'")).records === RECORDS, {
  deadline: 120_000,
  every: 500,
});
await outside.store.client.command({ query: 'OPTIMIZE TABLE logboom.logs FINAL' });
const [disk] = await outside.store.rows<{ megabytes: number }>(
  "SELECT sum(bytes_on_disk) / 1e6 AS megabytes FROM system.parts WHERE active AND database = 'logboom' AND table = 'logs'",
);
console.info(
  `${rounded(disk?.megabytes ?? 0)} MB on disk after merges; the design wants 32 for a million records`,
);
const measured: Measured[] = [];
for (const query of measuredQueries(RECORDS, START)) measured.push(await measure(outside, server.url, query));
console.table(
  measured.map(({ what, target, warm, best, cold }) => ({
    what,
    target,
    'warm ms': rounded(warm),
    'best ms': rounded(best),
    'cold ms': rounded(cold),
    'target / best': rounded(target / best, 2),
  })),
);
if (RECORDS === MILLION) await writePage(measured);
