import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { newRandom } from '../kit/random.ts';
import { ServerProcess } from '../kit/server-process.ts';
import type { Task } from './application.ts';
import { recordsOf } from './records.ts';
import { RunningApplication } from './running-application.ts';

describe.each(['logboom', 'http'] as const)('%s', (kind) => {
  test('every record arrives once and in order, whoever is killed', async () => {
    const random = newRandom(`crash ${kind}`);
    await using directory = await TemporaryDirectory.create();
    const data = join(directory.path, 'data');
    const spool = join(directory.path, 'spool');
    let server = await ServerProcess.start({ data });
    const address = (kind === 'http' ? server.addresses.http : server.addresses['inputs.lines.tcp'])!;
    const flags = {
      'http.listen': server.addresses.http!,
      'inputs.lines.tcp': server.addresses['inputs.lines.tcp']!,
    };
    const base = { kind, address, spool, durability: 'record', count: 1e6, burst: 5, end: 'exit' } as const;

    /** What each run of the application is known to have logged. */
    const runs: { run: number; last: number }[] = [];
    let application = new RunningApplication({ ...base, from: 0 });
    const restart = async (): Promise<void> => {
      await application.kill();
      runs.push({ run: application.child.pid!, last: application.last });
      application = new RunningApplication({ ...base, from: 0 });
    };
    for (let round = 0; round < 6; round++) {
      const from = application.last;
      await until('records', () => application.last > from + 200);
      await sleep(random.below(300));
      if (round % 2 === 1) await restart();
      else {
        await server.kill();
        await sleep(random.below(300));
        server = await ServerProcess.start({ data, flags });
      }
    }
    await until('records', () => application.last > 200);
    await restart();
    await application.kill();
    runs.push({ run: application.child.pid!, last: application.last });
    const final: Task = { ...base, from: 0, count: 1, end: 'shutdown' };
    const end = new RunningApplication(final);
    await end.ended;
    runs.push({ run: end.child.pid!, last: 0 });

    const expected = runs.reduce((sum, { last }) => sum + last + 1, 0);
    const rows = await until('all records', async () => {
      const found = await recordsOf(server);
      return found.length >= expected && found;
    });
    expect(readdirSync(spool), end.errors).toEqual([]);
    const order = runs.map(({ run }) => run);
    for (const { run, last } of runs) {
      const numbers = rows
        .filter((row) => Number(row.attributes.run) === run)
        .map((row) => Number(row.attributes.number));
      // The last call may have been cut off before it said that it was done.
      expect(numbers.length - last).toSatisfy((more: number) => more === 1 || more === 2);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from(numbers, (_, number) => number));
    }
    for (const logger of ['shop.first', 'shop.second']) {
      const own = rows.filter((row) => row.logger === logger);
      const sorted = own.toSorted(
        (a, b) =>
          order.indexOf(Number(a.attributes.run)) - order.indexOf(Number(b.attributes.run)) ||
          Number(a.attributes.number) - Number(b.attributes.number),
      );
      expect(own.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
    }
    console.info(`${kind}: ${rows.length} records of ${runs.length} runs, each once and in order`);
    await server.kill();
  }, 120_000);
});

test('with the default durability kill -9 costs at most the turn it falls into', async () => {
  await using directory = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: join(directory.path, 'data') });
  const spool = join(directory.path, 'spool');
  const address = server.addresses['inputs.lines.tcp']!;
  const base = {
    kind: 'logboom',
    address,
    spool,
    durability: 'turn',
    count: 1e6,
    burst: 5,
    from: 0,
  } as const;
  const runs: { run: number; last: number }[] = [];
  for (let round = 0; round < 3; round++) {
    const application = new RunningApplication({ ...base, end: 'exit' });
    await until('records', () => application.last > 200 + round);
    await application.kill();
    runs.push({ run: application.child.pid!, last: application.last });
  }
  await new RunningApplication({ ...base, count: 0, end: 'shutdown' }).ended;
  expect(readdirSync(spool)).toEqual([]);
  for (const { run, last } of runs) {
    const numbers = await until('the records of a run', async () => {
      const found = (await recordsOf(server)).filter((row) => Number(row.attributes.run) === run);
      return found.length >= last + 1 - base.burst && found.map((row) => Number(row.attributes.number));
    });
    expect(numbers).toEqual(Array.from(numbers, (_, number) => number));
  }
});
