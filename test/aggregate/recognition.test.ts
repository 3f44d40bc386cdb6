import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LogboomClient, type Row } from '@logboom/client';
import { FORMS } from '@logboom/core';
import { expect, test } from 'vitest';
import { runCommand } from '../kit/command.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { Wire } from '../kit/wire.ts';

/** A line of every form that is one. */
const LINES = FORMS.filter(({ framing }) => framing !== 'paragraph')
  .flatMap(({ examples }) => examples.map(({ text }) => text))
  .filter((text) => !text.includes('\n'));

async function records(client: LogboomClient, filter: string): Promise<string[]> {
  const fields = 'level, _msg, service, logger, trace_id, status, pid, stream';
  const rows = await until(filter, async () => {
    const found = await Array.fromAsync(client.query(`${filter} | fields ${fields}`));
    return found.length >= LINES.length ? found : undefined;
  });
  return rows.map((row: Row) => JSON.stringify(Object.entries(row).sort())).sort();
}

test('a line is the same record, through the port for lines and from a file', async () => {
  await using directory = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: join(directory.path, 'data') });
  const wire = await Wire.open(server.addresses['inputs.lines.tcp']!);
  await wire.send(Buffer.from(LINES.map((line) => `${line}\n`).join('')));
  wire.socket.end();

  const logs = join(directory.path, 'logs');
  await mkdir(logs);
  for (const [i, line] of LINES.entries()) await writeFile(join(logs, `${i}.log`), `${line}\n`);
  const { stdout, code } = await runCommand(['import', '--server', server.url, logs]);
  expect(stdout).toContain(`stored ${LINES.length} records of ${LINES.length} lines`);
  expect(code).toBe(0);

  const client = new LogboomClient({ url: server.url });
  const fromPort = await records(client, 'source:=lines');
  expect(fromPort).toHaveLength(LINES.length);
  expect(await records(client, '"log.file.line":*')).toEqual(fromPort);
});
