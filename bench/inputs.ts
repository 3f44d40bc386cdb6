/**
 * `npm run bench -- inputs [RECORDS]`: records per second of each protocol on one connection, until they are on disk, beside JSON
 * lines over HTTP in the same run. Without a number it writes the table of docs/performance.md.
 */
import { join } from 'node:path';
import { TemporaryDirectory } from '../test/kit/directory.ts';
import { ServerProcess } from '../test/kit/server-process.ts';
import { measureBrokers } from './inputs/brokers.ts';
import { measureHttp } from './inputs/http.ts';
import type { Measured } from './inputs/measured.ts';
import { measureSockets } from './inputs/sockets.ts';
import { rounded } from './load/figures.ts';
import { writeTable } from './load/page.ts';

const measured: Measured[] = [];
{
  await using directory = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: join(directory.path, 'data') });
  measured.push(...(await measureHttp(server)));
  measured.push(...(await measureSockets(server, directory.path)));
  await server.stop();
}
measured.push(...(await measureBrokers()));

const reference = measured[0]!.rate;
const rows = measured.map(({ title, how, rate }) => ({
  protocol: title,
  how,
  'records/s': Math.round(rate / 1_000) * 1_000,
  'to JSON lines over HTTP': rounded(rate / reference, 2),
}));
console.table(rows);
if (process.argv[2] === undefined)
  await writeTable(
    'inputs',
    Object.keys(rows[0]!),
    rows.map((row) => Object.values(row).map((value) => value.toLocaleString('en'))),
  );
