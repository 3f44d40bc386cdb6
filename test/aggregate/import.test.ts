import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LogboomClient, type Row } from '@logboom/client';
import { expect, test } from 'vitest';
import { runCommand, startCommand } from '../kit/command.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';

const START = Date.parse('2026-01-02T03:04:05Z');
const line = (i: number): string =>
  `${new Date(START + i).toISOString()} | ${i % 10 === 0 ? 'ERROR' : 'INFO'} | message ${i} of the file | service${i % 3} | trace-${i >> 2}\n`;

async function writeLines(path: string, from: number, to: number): Promise<void> {
  const stream = createWriteStream(path, { flags: 'a' });
  for (let i = from; i < to; i += 10_000) {
    const text = Array.from({ length: Math.min(10_000, to - i) }, (_, k) => line(i + k)).join('');
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** What stands in the store of a data directory. */
async function ask(data: string, query: string): Promise<Row[]> {
  await using server = await ServerProcess.start({ data });
  return await Array.fromAsync(new LogboomClient({ url: server.url }).query(query));
}

/** Every line once: so many rows, so many different lines. The server's own records are of no file. */
const ONCE = '"log.file.line":* | stats count() rows, count_uniq("log.file.line") lines';

test('into a data directory: own times, levels, file and line; run again, nothing doubles', async () => {
  await using directory = await TemporaryDirectory.create();
  const [data, file] = [join(directory.path, 'data'), join(directory.path, 'app.log')];
  await writeLines(file, 0, 500);
  const first = await runCommand(['import', '--data', data, file]);
  expect(first.stdout).toContain('stored 500 records of 500 lines');
  expect(first.code).toBe(0);
  const again = await runCommand(['import', '--data', data, file]);
  expect(again.stdout).toContain('nothing new');
  await appendFile(file, line(500) + line(501));
  const grown = await runCommand(['import', '--data', data, file]);
  expect(grown.stdout).toContain('stored 2 records of 2 lines');
  const rows = await ask(
    data,
    '* | sort by (_time) | fields _time, level, _msg, service, trace_id, "log.file.path", "log.file.line", source',
  );
  expect(rows).toHaveLength(502);
  expect(rows[10]).toEqual({
    _time: expect.stringMatching(/^2026-01-02T03:04:05\.0100*Z$/),
    level: 'error',
    _msg: 'message 10 of the file',
    service: 'service1',
    trace_id: 'trace-2',
    'log.file.path': file,
    'log.file.line': '11',
    source: 'import',
  });
  expect(rows.at(-1)).toMatchObject({ 'log.file.line': '502' });
});

test('into a running server: a mixed directory, compressed files and standard input', async () => {
  await using directory = await TemporaryDirectory.create();
  const [data, logs] = [join(directory.path, 'data'), join(directory.path, 'logs')];
  await mkdir(logs);
  await writeLines(join(logs, 'app.log'), 0, 30_000);
  await writeFile(
    join(logs, 'old.log.gz'),
    gzipSync(Array.from({ length: 50_000 }, (_, i) => line(i)).join('')),
  );
  await writeFile(
    join(logs, 'py.log'),
    'WARNING:shop:slow\nERROR:shop:cannot pay\nTraceback (most recent call last):\n  File "x.py"\nValueError: no\n',
  );
  await using server = await ServerProcess.start({ data });
  const { stdout, code } = await runCommand(['import', '--data', data, '--service', 'mine', logs]);
  expect(stdout).toContain('stored 80,002 records of 80,005 lines');
  expect(code).toBe(0);
  expect((await runCommand(['import', '--data', data, logs])).stdout).toContain('stored 0 records');
  await runCommand(['import', '--server', server.url, '-'], {
    input: 'I1117 10:15:30.123456 7 a.go:1] from a pipe\n',
  });
  const client = new LogboomClient({ url: server.url });
  const rows = await until('all rows', async () => {
    const found = await Array.fromAsync(
      client.query(
        '"log.file.line":* | stats by ("log.file.path") count() rows, count_uniq("log.file.line") lines',
      ),
    );
    return found.reduce((sum, row) => sum + Number(row.rows), 0) === 80_003 ? found : undefined;
  });
  const byFile = Object.fromEntries(
    rows.map((row) => [(row['log.file.path'] ?? '').replace(/.*\//, ''), `${row.rows} ${row.lines}`]),
  );
  expect(byFile).toEqual({
    'app.log': '30000 30000',
    'old.log.gz': '50000 50000',
    'py.log': '2 2',
    '': '1 1',
  });
  const [trace] = await Array.fromAsync(client.query('level:error service:mine'));
  expect(trace!._msg).toBe('cannot pay\nTraceback (most recent call last):\n  File "x.py"\nValueError: no');
});

test.each([
  ['a data directory', false],
  ['a running server', true],
])(
  'kill -9 in the middle, into %s; run again: every line once',
  async (_, hasServer) => {
    await using directory = await TemporaryDirectory.create();
    const [data, file] = [join(directory.path, 'data'), join(directory.path, 'app.log')];
    const lines = 400_000;
    await writeLines(file, 0, lines);
    const server = hasServer ? await ServerProcess.start({ data }) : undefined;
    try {
      // Killed as soon as so many sections are known to be stored, each time a few more.
      for (const sections of [1, 3, 5]) {
        const child = startCommand(['import', '--data', data, file]);
        child.stdout!.resume();
        child.stderr!.resume();
        await until(
          `${sections} sections`,
          async () => (await doneSections(data)) >= sections || child.exitCode !== null,
          { deadline: 40_000, every: 2 },
        );
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      const { stdout, code } = await until(
        'the import',
        async () => {
          const result = await runCommand(['import', '--data', data, file]);
          return result.code === 0 ? result : undefined;
        },
        { deadline: 50_000 },
      );
      expect(code).toBe(0);
      expect(stdout).toMatch(/stored [\d,]+ records/);
    } finally {
      await server?.stop();
    }
    const [row] = await ask(data, ONCE);
    expect(row).toEqual({ rows: `${lines}`, lines: `${lines}` });
  },
  180_000,
);

async function doneSections(data: string): Promise<number> {
  const directory = join(data, 'imports');
  const files = await readdir(directory).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')));
  return texts.join('').split('"done"').length - 1;
}

test('a rotated file is the same file, a new one of its name is another', async () => {
  await using directory = await TemporaryDirectory.create();
  const [data, file] = [join(directory.path, 'data'), join(directory.path, 'app.log')];
  await writeLines(file, 0, 100);
  await runCommand(['import', '--data', data, file]);
  await rename(file, `${file}.1`);
  await writeLines(file, 1_000, 1_050);
  const { stdout } = await runCommand(['import', '--data', data, file, `${file}.1`]);
  expect(stdout).toContain('stored 50 records');
  const again = await runCommand(['import', '--data', data, '--again', file]);
  expect(again.stdout).toContain('stored 50 records');
});

test('records of fifteen years, on 150 days', async () => {
  await using directory = await TemporaryDirectory.create();
  const [data, file] = [join(directory.path, 'data'), join(directory.path, 'old.log')];
  const days = 150;
  const first = Date.parse('2011-01-02T03:04:05Z');
  const lines = Array.from(
    { length: days },
    (_, day) => `level=info time=${new Date(first + day * 37 * 86_400_000).toISOString()} msg="day ${day}"\n`,
  );
  await writeFile(file, lines.join(''));
  expect((await runCommand(['import', '--data', data, file])).stdout).toContain('stored 150 records');
  const rows = await ask(data, '"log.file.line":* | sort by (_time) | fields _time, _msg');
  expect(rows).toHaveLength(days);
  expect(rows[0]).toMatchObject({ _msg: 'day 0', _time: expect.stringMatching(/^2011-01-02T03:04:05/) });
  expect(rows.at(-1)).toMatchObject({ _msg: 'day 149', _time: expect.stringMatching(/^2026-02-05T/) });
});
