import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { expectExactlyOnce } from './exactly-once.ts';
import { Load } from './load.ts';

/** Stops the engine under load for some time: senders go on, and nothing is lost. */
export async function freezeEngine(milliseconds: number): Promise<void> {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: data.path });
  const load = new Load({ url: () => server.url, lines: () => server.addresses['inputs.lines.tcp']! });
  load.start({ http: 1, lines: 1 });
  const engine = await server.enginePid();
  await until('records on their way', () => load.sent.size > 1_000);
  process.kill(engine, 'SIGSTOP');
  const before = load.acknowledged.size;
  await sleep(milliseconds);
  expect(load.acknowledged.size, 'senders went on').toBeGreaterThan(before);
  process.kill(engine, 'SIGCONT');
  await load.finish(60_000);
  await until('an empty spool', async () => (await server.status()).spool.bytes === 0, { deadline: 60_000 });
  await server.stop();
  await expectExactlyOnce(data.path, load);
}
