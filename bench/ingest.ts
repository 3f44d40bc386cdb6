/**
 * `npm run bench -- ingest [RECORDS]`: records per second over HTTP, on disk and acknowledged, beside the
 * engine's own INSERT of the same rows as JSONEachRow into the same table, in the same run.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { TemporaryDirectory } from '../test/kit/directory.ts';
import { OutsideStore } from '../test/kit/outside-store.ts';
import { until } from '../test/kit/poll.ts';
import { ServerProcess } from '../test/kit/server-process.ts';
import { percentile, rounded } from './load/figures.ts';
import type { IngestLoad } from './load/ingest-load.ts';
import type { PostResult } from './load/post.ts';
import { BATCH } from './load/records.ts';
import { runLoad } from './load/spawn.ts';

const RECORDS = Number(process.argv[2] ?? 1_000_000);
const CONNECTIONS = 2;
const ROUNDS = 2;
/** Large inserts, as ClickHouse likes them. */
const ENGINE_BATCH = 50_000;

type Result = PostResult & { bytes: number };

interface Measured extends Result {
  what: string;
  /** Until every record is in the table, too. */
  found?: number;
  cpu?: number;
  memory?: number;
}

async function engineInsert(): Promise<Measured> {
  await using outside = await OutsideStore.start();
  await outside.store.migrate();
  const { url, username, password } = outside.engine.connection;
  const query = 'INSERT INTO logboom.logs FORMAT JSONEachRow';
  const settings = 'date_time_input_format=best_effort&async_insert=0';
  const result = await runLoad<Result>('ingest-load', {
    url: `${url}/?${settings}&query=${encodeURIComponent(query)}`,
    headers: { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password },
    form: 'clickhouse',
    records: RECORDS,
    batch: ENGINE_BATCH,
    connections: CONNECTIONS,
  } satisfies IngestLoad);
  await expectRecords((await outside.count()).records);
  return { what: "the engine's own INSERT", ...result };
}

async function serverIngest(): Promise<Measured> {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: data.path });
  const cpu = cpuSeconds(server.child.pid!);
  const result = await runLoad<Result>('ingest-load', {
    url: `${server.url}/api/v1/logs`,
    headers: {},
    form: 'logboom',
    records: RECORDS,
    batch: BATCH,
    connections: CONNECTIONS,
  } satisfies IngestLoad);
  const answered = performance.now();
  const used = cpuSeconds(server.child.pid!) - cpu;
  await until('all in the table', async () => (await server.status()).spool.bytes === 0, {
    deadline: 60_000,
  });
  const found = result.seconds + (performance.now() - answered) / 1e3;
  const memory = peakMemory(server.child.pid!);
  await server.stop();
  await using stored = await OutsideStore.open(data.path);
  await expectRecords((await stored.count("source = 'http'")).records);
  return { what: 'Logboom, acknowledged', ...result, found, cpu: used, memory };
}

async function expectRecords(found: number): Promise<void> {
  if (found !== RECORDS) throw new Error(`${found} records were found, ${RECORDS} were sent`);
}

/** CPU time of a process so far, as Linux tells; elsewhere 0. */
function cpuSeconds(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'cputimes=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout ?? 0);
}

function peakMemory(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const runs: Measured[] = [];
for (let round = 0; round < ROUNDS; round++) runs.push(await engineInsert(), await serverIngest());
console.table(
  runs.map(({ what, seconds, latencies, bytes, found, cpu, memory }) => ({
    what,
    'records/s': Math.round(RECORDS / seconds),
    'MB/s': rounded(bytes / 1e6 / seconds),
    seconds: rounded(seconds, 2),
    'in the table after s': found === undefined ? '' : rounded(found, 2),
    'p50 ms': rounded(percentile(latencies, 0.5)),
    'p99 ms': rounded(percentile(latencies, 0.99)),
    'server CPU s': cpu ?? '',
    'server peak MB': memory === undefined ? '' : Math.round(memory),
  })),
);
const best = (what: string): number =>
  Math.min(...runs.filter((run) => run.what.startsWith(what)).map(({ seconds }) => seconds));
console.log(
  `ratio, acknowledged records/s to the engine's own INSERT: ${rounded(best('the') / best('Logboom'), 2)}`,
);
