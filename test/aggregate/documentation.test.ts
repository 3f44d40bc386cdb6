import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FORMS, HEADER_FORMS } from '@logboom/core';
import { expect, test } from 'vitest';
import { runCommand, startCommand } from '../kit/command.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';

const DOCS = new URL('../../docs/', import.meta.url);

/** Files of the names that the pages use. */
async function prepare(directory: string): Promise<void> {
  const app =
    '{"time":"2026-01-02T03:04:05Z","level":"error","service":"shop","msg":"cannot pay 17"}\n'.repeat(3);
  await mkdir(join(directory, 'logs'));
  await mkdir(join(directory, 'old'));
  await writeFile(join(directory, 'app.log'), app);
  await writeFile(join(directory, 'shop.log'), '2026-01-02 03:04:05,123 - shop - ERROR - no\n');
  await writeFile(join(directory, 'python.log'), '2026-01-02 03:04:05,123 - shop - ERROR - no\n');
  await writeFile(join(directory, 'odd.log'), '2026-01-02T03:04:05Z WARN what is this\n');
  await writeFile(join(directory, 'logs', 'a.log'), app);
  await writeFile(join(directory, 'old', 'b.log.gz'), gzipSync(app));
  await writeFile(
    join(directory, 'access.log'),
    '127.0.0.1 - - [17/Nov/2024:10:15:30 +0100] "GET / HTTP/1.0" 200 23\n',
  );
}

/** The commands of a page, as a shell would split them. */
async function commandsOf(page: string): Promise<string[][]> {
  const text = await readFile(new URL(page, DOCS), 'utf8');
  const lines = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block!.trim().split('\n'));
  return lines.map((line) =>
    [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!),
  );
}

test.each([
  ['analyze.md', []],
  ['import.md', ['--data', 'data']],
])(
  'every command of %s does what it says',
  async (page, more) => {
    await using directory = await TemporaryDirectory.create();
    await prepare(directory.path);
    const commands = await commandsOf(page);
    expect(commands.length).toBeGreaterThan(3);
    for (const words of commands) {
      const args = words.slice(words.indexOf('logboom') + 1);
      const input = words[0] === 'cat' ? await readFile(join(directory.path, words[1]!)) : '';
      const { code, stdout, stderr } = await runCommand([...args, ...more], { cwd: directory.path, input });
      expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: '' });
      expect(stdout).toMatch(/records|= /);
    }
  },
  120_000,
);

test('the page lists every form', async () => {
  const text = await readFile(new URL('analyze.md', DOCS), 'utf8');
  const listed = /<!-- forms -->\n([\s\S]*?)<!-- \/forms -->/.exec(text)![1];
  const wanted = [...FORMS, ...HEADER_FORMS].map(
    ({ name, title }) => `| \`${name}\` | ${title.replaceAll('|', '\\|')} |\n`,
  );
  expect(listed).toBe(wanted.join(''));
});

test('the help teaches by examples', async () => {
  for (const name of ['analyze', 'import']) {
    const { stdout, code } = await runCommand([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain(`logboom ${name} app.log`);
  }
});

test('--follow goes on as a file grows, is truncated, or is replaced', async () => {
  await using directory = await TemporaryDirectory.create();
  const file = join(directory.path, 'app.log');
  await writeFile(file, 'level=info msg=one service=a\nlevel=info msg=two service=a\n');
  const child = startCommand(['analyze', '--follow', '--format', 'json', file]);
  let seen = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
  });
  const total = (): number => {
    const line = seen.trimEnd().split('\n').at(-1) ?? '';
    return line.endsWith('}') ? (JSON.parse(line) as { total_records: number }).total_records : 0;
  };
  try {
    await until('the first two', () => total() === 2, { deadline: 20_000 });
    await appendFile(file, 'level=error msg=three service=b\n');
    await until('the third', () => total() === 3, { deadline: 20_000 });
    await writeFile(file, 'level=info msg=four service=b\n');
    await until('the fourth, after a truncation', () => total() === 4, { deadline: 20_000 });
  } finally {
    child.kill('SIGINT');
  }
  await until('its end', () => child.exitCode !== null, { deadline: 20_000 });
  expect(child.exitCode).toBe(0);
}, 90_000);
