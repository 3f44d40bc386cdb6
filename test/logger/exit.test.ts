import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';
import type { Task } from './application.ts';
import { recordsOf } from './records.ts';
import { RunningApplication } from './running-application.ts';

const COUNT = 10_000;
const ENDS = ['exit', 'throw', 'SIGTERM', 'empty'] as const;
const SOME = ['exit', 'SIGTERM'] as const;

test('10,000 records and then the end: each arrives once with the next start, server there or not', async () => {
  await using directory = await TemporaryDirectory.create();
  const data = join(directory.path, 'data');
  let server = await ServerProcess.start({ data });
  const lines = server.addresses['inputs.lines.tcp']!;
  const base = { address: lines, kind: 'logboom', count: COUNT, burst: COUNT } as const;
  const runs: number[] = [];
  const runAll = async (spool: string): Promise<void> => {
    for (const end of ENDS) {
      const application = new RunningApplication({
        ...base,
        from: 0,
        spool: join(directory.path, spool),
        end,
      });
      await application.ended;
      runs.push(application.child.pid!);
    }
  };
  await runAll('there');
  await server.kill();
  await runAll('away');
  server = await ServerProcess.start({ data, flags: { 'inputs.lines.tcp': lines } });
  for (const spool of ['there', 'away']) {
    const path = join(directory.path, spool);
    const next = new RunningApplication({ ...base, from: 0, count: 0, spool: path, end: 'shutdown' });
    await next.ended;
    expect(readdirSync(path), next.errors).toEqual([]);
  }
  const rows = await until('all records', async () => {
    const found = await recordsOf(server);
    return found.length >= COUNT * runs.length && found;
  });
  const numbers = Array.from({ length: COUNT }, (_, number) => number);
  for (const run of runs) {
    const own = rows.filter((row) => Number(row.attributes.run) === run);
    expect(own.map((row) => Number(row.attributes.number))).toEqual(numbers);
  }
  await server.kill();
}, 120_000);

test.each(['tcp', 'udp'] as const)(
  '10,000 records to a %s server that is away are in the spool',
  async (kind) => {
    await using directory = await TemporaryDirectory.create();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const spool = join(directory.path, 'spool');
    const task: Task = {
      kind,
      address: `127.0.0.1:${port}`,
      spool,
      from: 0,
      count: COUNT,
      burst: COUNT,
      end: 'exit',
    };
    for (const end of SOME) await new RunningApplication({ ...task, end }).ended;
    if (kind === 'udp') {
      expect(readdirSync(spool).filter((name) => name.endsWith('.log'))).toHaveLength(SOME.length);
      return;
    }
    const received: string[] = [];
    const back = createServer((socket) =>
      socket.setEncoding('utf8').on('data', (text: string) => received.push(text)),
    );
    back.listen(port, '127.0.0.1');
    await once(back, 'listening');
    const next = new RunningApplication({ ...task, count: 0, end: 'shutdown' });
    await next.ended;
    back.close();
    const rows = received
      .join('')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { number: number });
    expect(rows.map(({ number }) => number)).toEqual(
      SOME.flatMap(() => Array.from({ length: COUNT }, (_, number) => number)),
    );
    expect(readdirSync(spool), next.errors).toEqual([]);
  },
);
