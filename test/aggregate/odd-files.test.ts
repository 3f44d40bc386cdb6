import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runCommand } from '../kit/command.ts';
import { TemporaryDirectory } from '../kit/directory.ts';

interface Report {
  total_records: number;
  files: Record<string, unknown>[];
  problems: { path: string; reason: string }[];
  levels: Record<string, number>;
}

const randomLines = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `{"level":"info","msg":"line ${i} ${randomBytes(16).toString('hex')}"}`,
  );

const LINES = randomLines(2_000);
const TEXT = `${LINES.join('\n')}\n`;
/** Long enough for several blocks of every compression. */
const LONG_TEXT = `${randomLines(20_000).join('\n')}\n`;

async function analyzeFile(
  name: string,
  content: Buffer | string,
): Promise<Report & { code: number | null; stderr: string }> {
  await using directory = await TemporaryDirectory.create();
  await writeFile(join(directory.path, name), content);
  await writeFile(join(directory.path, 'whole.log'), TEXT);
  const { code, stdout, stderr } = await runCommand(['analyze', '--format', 'json', directory.path]);
  const report = JSON.parse(stdout) as Report;
  // Whatever the odd file is, its neighbour is read whole.
  const whole = report.files.find(({ path }) => String(path).endsWith('whole.log'));
  expect(whole).toMatchObject({ records: 2_000, odd: 0 });
  const file = report.files.filter(({ path }) => !String(path).endsWith('whole.log'));
  return { ...report, files: file, code, stderr };
}

const bzip2 = (text: string): Buffer => execFileSync('bzip2', ['-c'], { input: text });
const xz = (text: string): Buffer => execFileSync('xz', ['-c'], { input: text });

test.each<[string, Buffer]>([
  ['a.gz', gzipSync(TEXT)],
  ['a.zst', zstdCompressSync(TEXT)],
  ['a.br', brotliCompressSync(TEXT)],
  ['a.bz2', bzip2(TEXT)],
  ['a.xz', xz(TEXT)],
  ['renamed.log', gzipSync(TEXT)],
])('%s is decompressed', async (name, content) => {
  const { files, code } = await analyzeFile(name, content);
  expect(files[0]).toMatchObject({ form: 'json', records: 2_000, odd: 0 });
  expect(code).toBe(0);
});

test.each<[string, Buffer]>([
  ['a.gz', gzipSync(LONG_TEXT)],
  ['a.zst', zstdCompressSync(LONG_TEXT)],
])('%s that was cut off gives what there is, and says so', async (name, content) => {
  const { files } = await analyzeFile(name, content.subarray(0, content.length * 0.7));
  expect(files[0]!.problem).toMatch(/cut off/);
  expect(Number(files[0]!.records)).toBeGreaterThan(1_000);
});

test('a damaged gzip file gives what comes before the damage, and says so', async () => {
  const content = gzipSync(LONG_TEXT);
  content.fill(0xaa, content.length >> 1, (content.length >> 1) + 100);
  const { files } = await analyzeFile('a.gz', content);
  expect(files[0]).toMatchObject({ problem: expect.stringContaining('gzip data is damaged') });
  expect(Number(files[0]!.records)).toBeGreaterThan(1_000);
});

test('a binary file is refused, with a word', async () => {
  const { problems, code, stderr } = await analyzeFile('a.bin', randomBytes(50_000));
  expect(problems).toEqual([
    { path: expect.stringContaining('a.bin'), reason: expect.stringContaining('binary') },
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('looks binary');
});

test('line ends of Windows, a byte order mark, a last line without an end', async () => {
  const { files } = await analyzeFile('a.log', `\uFEFF${LINES.join('\r\n')}`);
  expect(files[0]).toMatchObject({ records: 2_000, odd: 0, form: 'json' });
});

test('UTF-16', async () => {
  const { files } = await analyzeFile('a.log', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'));
  expect(files[0]).toMatchObject({ records: 2_000, odd: 0, form: 'json' });
});

test('lines that are not UTF-8, and NULs where a file was truncated while it was written', async () => {
  const odd = Buffer.concat([
    Buffer.alloc(5_000),
    Buffer.from(TEXT),
    Buffer.from('{"msg":"gr\xfcn"}\n', 'latin1'),
  ]);
  const { files } = await analyzeFile('a.log', odd);
  expect(files[0]).toMatchObject({ records: 2_001, encoding: 1, nul: 1 });
});

test('an endless line is cut, and what follows it is read', async () => {
  const { files } = await analyzeFile('a.log', `${TEXT}${'x'.repeat(100_000_000)}\n${TEXT}`);
  expect(files[0]).toMatchObject({ cut: 1, records: 4_001, odd: 1 });
});

test('an empty file, and one with empty lines only', async () => {
  expect((await analyzeFile('a.log', '')).files[0]).toMatchObject({ records: 0 });
  expect((await analyzeFile('a.log', '\n\n\n')).files[0]).toMatchObject({ records: 0 });
});

test('a JSON array is read object by object, also compressed and damaged', async () => {
  const array = `[\n${LINES.join(',\n')}\n]\n`;
  for (const content of [array, gzipSync(array)]) {
    const { files, code } = await analyzeFile('a.json', content);
    expect(files[0]).toMatchObject({ form: 'json', records: 2_000, odd: 0 });
    expect(code).toBe(0);
  }
  const { files } = await analyzeFile('a.json', `[${LINES[0]},\n{"msg": "no end\n${LINES.join(',\n')}]`);
  expect(files[0]).toMatchObject({ records: 2_002, odd: 1 });
});

test('links: to files and directories they are followed, in circles and to nowhere they are said', async () => {
  await using directory = await TemporaryDirectory.create();
  const [logs, other] = [join(directory.path, 'logs'), join(directory.path, 'other')];
  await mkdir(logs);
  await mkdir(other);
  await writeFile(join(logs, 'a.log'), TEXT);
  await writeFile(join(other, 'b.log'), TEXT);
  await writeFile(join(directory.path, 'c.log'), TEXT);
  await symlink('.', join(logs, 'circle'));
  await symlink('..', join(logs, 'up'));
  await symlink('a.log', join(logs, 'again.log'));
  await symlink('itself', join(logs, 'itself'));
  await symlink('missing', join(logs, 'nowhere'));
  const { stdout } = await runCommand(['analyze', '--format', 'json', logs]);
  const { total_records, files, problems } = JSON.parse(stdout) as Report;
  expect(files.map(({ path }) => String(path).replace(/.*[/]/, ''))).toEqual(['a.log', 'c.log', 'b.log']);
  expect(total_records).toBe(6_000);
  expect(problems.map(({ reason }) => reason).sort()).toEqual([
    'a link that leads nowhere: links that lead in a circle',
    'a link that leads nowhere: no such file',
  ]);
});

test('a FIFO is read to its end when it is named', async () => {
  await using directory = await TemporaryDirectory.create();
  const fifo = join(directory.path, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const [{ stdout, code }] = await Promise.all([runCommand(['analyze', fifo]), writeFile(fifo, TEXT)]);
  expect(stdout).toContain('2,000 records');
  expect(code).toBe(0);
});

test.skipIf(process.getuid?.() === 0)('what may not be read is said, and the rest is read', async () => {
  await using directory = await TemporaryDirectory.create();
  await mkdir(join(directory.path, 'closed'));
  await writeFile(join(directory.path, 'a.log'), TEXT);
  await writeFile(join(directory.path, 'b.log'), TEXT);
  await chmod(join(directory.path, 'a.log'), 0);
  await chmod(join(directory.path, 'closed'), 0);
  const { stdout, code } = await runCommand(['analyze', '--format', 'json', directory.path]);
  const { total_records, problems } = JSON.parse(stdout) as Report;
  expect(total_records).toBe(2_000);
  expect(problems.map(({ reason }) => reason)).toEqual(['permission denied', 'permission denied']);
  expect(code).toBe(1);
});

test('without a name, what comes through a pipe is read', async () => {
  const { stdout, code } = await runCommand(['analyze'], { input: TEXT });
  expect(stdout).toContain('2,000 records');
  expect(code).toBe(0);
});

test('what is not there is said, and the rest is read', async () => {
  const { code, stderr, stdout } = await runCommand(['analyze', 'no-such.log', '-'], { input: TEXT });
  expect(stderr).toContain('no-such.log: no such file');
  expect(stdout).toContain('2,000 records');
  expect(code).toBe(1);
});

test.each([
  [['--timezone', 'Mars/Olympus'], 'time zone Mars/Olympus is not known'],
  [['--pattern', '(?<time'], 'cannot be used'],
  [['--pattern', 'words'], 'it names no group'],
  [['--filter', 'level:('], 'Expected a filter at line 1, column 8'],
  [['--filter', 'a | stats count()'], 'without pipes'],
  [['--since', 'soon'], 'Give a duration'],
])('%j is refused with words', async (args, words) => {
  const { code, stderr } = await runCommand(['analyze', ...args, 'README.md']);
  expect(stderr).toContain(words);
  expect(code).toBeGreaterThan(0);
});
