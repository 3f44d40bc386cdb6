/** `npm run bench -- idle`: start to ready, memory of both processes, and what they cost while nothing happens. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { TemporaryDirectory } from '../test/kit/directory.ts';
import { until } from '../test/kit/poll.ts';
import { ServerProcess } from '../test/kit/server-process.ts';
import { rounded } from './load/figures.ts';

const STARTS = 5;
const IDLE_MS = Number(process.argv[2] ?? 20_000);
const TICKS_PER_SECOND = 100;

interface Usage {
  megabytes: number;
  cpuSeconds: number;
}

/** What Linux says of a process. */
function usage(pid: number): Usage {
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return {
    megabytes: Number(memory) / 1024,
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
  };
}

async function startToReady(data: string): Promise<{ server: ServerProcess; seconds: number }> {
  const started = performance.now();
  const server = await ServerProcess.start({ data });
  await until('ready', async () => (await fetch(`${server.url}/ready`)).ok, { every: 5 });
  return { server, seconds: (performance.now() - started) / 1e3 };
}

const empty: number[] = [];
const again: number[] = [];
for (let i = 0; i < STARTS; i++) {
  await using data = await TemporaryDirectory.create();
  for (const list of [empty, again]) {
    const { server, seconds } = await startToReady(data.path);
    list.push(seconds);
    await server.stop();
  }
}

await using data = await TemporaryDirectory.create();
await using server = await ServerProcess.start({ data: data.path });
const pids = { server: server.child.pid!, engine: await server.enginePid() };
await sleep(3_000);
const before = { server: usage(pids.server), engine: usage(pids.engine) };
await sleep(IDLE_MS);
const after = { server: usage(pids.server), engine: usage(pids.engine) };
await server.stop();

console.table([
  {
    start: 'on an empty directory',
    'best s': rounded(Math.min(...empty), 2),
    'worst s': rounded(Math.max(...empty), 2),
  },
  { start: 'again', 'best s': rounded(Math.min(...again), 2), 'worst s': rounded(Math.max(...again), 2) },
]);
console.table(
  (['server', 'engine'] as const).map((name) => ({
    process: name,
    'memory MB': Math.round(after[name].megabytes),
    'CPU while idle, % of a core': rounded(
      ((after[name].cpuSeconds - before[name].cpuSeconds) / (IDLE_MS / 1e3)) * 100,
      2,
    ),
  })),
);
