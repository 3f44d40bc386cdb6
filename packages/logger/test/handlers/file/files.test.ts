import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  FileHandler,
  LogEvent,
  onInternalError,
  RotatingFileHandler,
  TextFormatter,
  TimedRotatingFileHandler,
} from '@logboom/logger';
import { afterAll, afterEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'logboom-files-'));
const formatter = new TextFormatter();
const place = () => mkdtempSync(join(folder, 'x-'));
const line = (template: string, level = 20) => LogEvent.from({ name: 'x', level, template });

afterEach(() => onInternalError(undefined));
afterAll(() => {
  delete process.env.TZ;
  rmSync(folder, { recursive: true });
});

test('lines wait for the end of the turn, errors do not', async () => {
  const filename = join(place(), 'deep', 'app.log');
  const handler = new FileHandler({ filename, formatter });
  handler.handle(line('one'));
  expect(readFileSync(filename, 'utf8')).toBe('');
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(readFileSync(filename, 'utf8')).toBe('one\n');
  handler.handle(line('two'));
  handler.handle(line('three', 40));
  expect(readFileSync(filename, 'utf8')).toBe('one\ntwo\nthree\n');
  await handler.close();
  handler.handle(line('after the end'));
  expect(readFileSync(filename, 'utf8')).toBe('one\ntwo\nthree\n');
});

test('line buffering, mode w, delay', async () => {
  const filename = join(place(), 'app.log');
  writeFileSync(filename, 'old\n');
  const handler = new FileHandler({ filename, formatter, mode: 'w', buffering: 'line' });
  handler.handle(line('new'));
  expect(readFileSync(filename, 'utf8')).toBe('new\n');
  await handler.close();
  const late = new FileHandler({ filename: `${filename}.2`, formatter, delay: true });
  expect(existsSync(`${filename}.2`)).toBe(false);
  late.handle(line('x'));
  await late.close();
  expect(readFileSync(`${filename}.2`, 'utf8')).toBe('x\n');
});

test('a full disk is reported, costs nobody an exception, and the lines come when there is room', async () => {
  const reports: unknown[] = [];
  onInternalError((_where, error) => void reports.push(error));
  const handler = new FileHandler({ filename: '/dev/full', formatter, buffering: 'line' });
  handler.handle(line('lost?'));
  expect(reports).toEqual([expect.objectContaining({ code: 'ENOSPC' })]);
  await expect(handler.close()).rejects.toMatchObject({ code: 'ENOSPC' });
});

test.each(['gzip', 'zstd'] as const)('old files are compressed: %s', async (compress) => {
  const at = place();
  const handler = new RotatingFileHandler({
    filename: join(at, 'app.log'),
    formatter,
    maxBytes: 100,
    backupCount: 3,
    compress,
  });
  for (let i = 0; i < 30; i++) handler.handle(line(`${i} ${'x'.repeat(40)}`));
  await handler.close();
  const extension = compress === 'gzip' ? 'gz' : 'zst';
  const unpack = compress === 'gzip' ? gunzipSync : zstdDecompressSync;
  const names = readdirSync(at).sort();
  expect(names).toEqual(['app.log', ...[1, 2, 3].map((i) => `app.log.${i}.${extension}`)]);
  const text = [3, 2, 1]
    .map((i) => unpack(readFileSync(join(at, `app.log.${i}.${extension}`))).toString())
    .join('');
  expect((text + readFileSync(join(at, 'app.log'), 'utf8')).split('\n').length).toBe(9);
  if (compress === 'gzip') {
    expect(execFileSync('gzip', ['-t', join(at, 'app.log.1.gz')]).toString()).toBe('');
  }
});

test('an old file of the same name is appended to, not replaced', async () => {
  process.env.TZ = 'Europe/Berlin';
  const at = place();
  let now = Date.UTC(2026, 9, 25, 0, 10);
  const handler = new TimedRotatingFileHandler({
    filename: join(at, 'app.log'),
    formatter,
    when: 'H',
    delay: true,
    clock: () => now,
  });
  for (let i = 0; i < 4; i++) {
    handler.handle(line(`hour ${i}`));
    now += 3_600_000;
  }
  await handler.close();
  expect(readFileSync(join(at, 'app.log.2026-10-25_02'), 'utf8')).toBe('hour 0\nhour 1\n');
  expect(readFileSync(join(at, 'app.log.2026-10-25_03'), 'utf8')).toBe('hour 2\n');
});

test('namer and rotator', async () => {
  const at = place();
  const moved: string[][] = [];
  const handler = new RotatingFileHandler({
    filename: join(at, 'app.log'),
    formatter,
    maxBytes: 20,
    backupCount: 2,
    namer: (name) => name.replace(/app\.log\.(\d)$/, 'app.$1.log'),
    rotator: (source, destination) => void moved.push([source, destination]),
  });
  for (let i = 0; i < 3; i++) handler.handle(line('0123456789012'));
  await handler.close();
  expect(moved[0]).toEqual([join(at, 'app.log'), join(at, 'app.1.log')]);
});

test('a rotation that fails keeps the line', async () => {
  const reports: unknown[] = [];
  onInternalError((_where, error) => void reports.push(error));
  const at = place();
  const handler = new RotatingFileHandler({
    filename: join(at, 'app.log'),
    formatter,
    maxBytes: 10,
    backupCount: 1,
    rotator: () => {
      throw new Error('cannot move');
    },
  });
  for (let i = 0; i < 3; i++) handler.handle(line(`line ${i}`));
  await handler.close();
  expect(readFileSync(join(at, 'app.log'), 'utf8')).toBe('line 0\nline 1\nline 2\n');
  expect(reports.length).toBeGreaterThan(0);
});

test('a folder that cannot be written is an error of the constructor', () => {
  const at = place();
  const blocker = join(at, 'file');
  writeFileSync(blocker, '');
  chmodSync(blocker, 0o400);
  expect(() => new FileHandler({ filename: join(blocker, 'app.log') })).toThrow(/ENOTDIR|EEXIST/);
});
