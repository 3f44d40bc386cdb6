import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { newRandom } from '../kit/random.ts';
import { ServerProcess } from '../kit/server-process.ts';
import type { Task } from './application.ts';
import { RunningApplication } from './running-application.ts';

interface Row {
  id: string;
  logger: string;
  attributes: { number: string };
}

/** All records, in the order in which the server took them. */
async function records(server: ServerProcess): Promise<Row[]> {
  const response = await fetch(`${server.url}/api/v1/query?query=*&limit=1000000`);
  const rows = (await response.text()).split('\n').slice(0, -1).map((line) => JSON.parse(line) as Row);
  return rows.sort((a, b) => sequence(a) - sequence(b));
}

/** The end of an id counts up on a node. */
function sequence({ id }: Row): number {
  return Number(id.slice(id.lastIndexOf('-') + 1));
}

describe.each(['logboom', 'http'] as const)('%s', (kind) => {
  test('every record arrives once and in order, whoever is killed', async () => {
    const random = newRandom(`crash ${kind}`);
    await using directory = await TemporaryDirectory.create();
    const data = join(directory.path, 'data');
    const spool = join(directory.path, 'spool');
    let server = await ServerProcess.start({ data });
    const address = (kind === 'http' ? server.addresses.http : server.addresses['inputs.lines.tcp'])!;
    const flags = { 'http.listen': server.addresses.http!, 'inputs.lines.tcp': server.addresses['inputs.lines.tcp']! };
    const base = { kind, address, spool, durability: 'record', count: 1e6, burst: 20, end: 'exit' } as const;

    let next = 0;
    let application = new RunningApplication({ ...base, from: next });
    for (let round = 0; round < 6; round++) {
      const from = application.last;
      await until('records', () => application.last > from + 200);
      await sleep(random.below(300));
      if (round % 2 === 0) {
        await server.kill();
        await sleep(random.below(300));
        server = await ServerProcess.start({ data, flags });
      } else {
        await application.kill();
        next = application.last + 1;
        application = new RunningApplication({ ...base, from: next });
      }
    }
    await until('records', () => application.last > next + 200);
    await application.kill();
    const last = application.last;
    const final: Task = { ...base, from: last + 1, count: 1, end: 'shutdown' };
    const end = new RunningApplication(final);
    await end.ended;

    const rows = await until('all records', async () => {
      const found = await records(server);
      return found.length >= last + 2 && found;
    });
    expect(readdirSync(spool), end.errors).toEqual([]);
    for (const logger of ['shop.first', 'shop.second']) {
      const numbers = rows.filter((row) => row.logger === logger).map((row) => Number(row.attributes.number));
      expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers);
    }
    const all = rows.map((row) => Number(row.attributes.number)).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: last + 2 }, (_, number) => number));
    await server.kill();
  }, 120_000);
});
