import { appendFile, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Progress, type Range } from '../../src/spool/progress.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'logboom-progress-'));
  path = join(directory, 'progress');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const range = (start: number): Range => ({ segment: 1, start, end: start + 10 });

test('open ranges are those planned and not done, oldest first', async () => {
  const first = await Progress.load(path);
  for (const start of [0, 10, 20]) await first.plan(range(start));
  await first.done(range(10));
  await first.close();
  const second = await Progress.load(path);
  expect(second.open).toEqual([range(0), range(20)]);
  expect(second.planned).toEqual({ segment: 1, end: 30 });
  await second.close();
});

test('an entry that was torn is cut off, and what follows it is read', async () => {
  const first = await Progress.load(path);
  await first.plan(range(0));
  await first.plan(range(10));
  await first.close();
  await truncate(path, (await stat(path)).size - 1);
  const second = await Progress.load(path);
  expect(second.open).toEqual([range(0)]);
  await second.plan(range(20));
  await second.close();
  await appendFile(path, 'garbage');
  const third = await Progress.load(path);
  expect(third.open).toEqual([range(0), range(20)]);
  await third.close();
});

test('plans made while others are done survive compactions', async () => {
  const first = await Progress.load(path);
  let open: Range[] = [];
  for (let start = 0; start < 30_000; start += 20) {
    // Not awaited one by one: this is how two inserts at once use it.
    await Promise.all([
      first.plan(range(start)),
      first.plan(range(start + 10)),
      ...open.map((one) => first.done(one)),
    ]);
    open = [range(start), range(start + 10)];
  }
  await first.close();
  expect((await readFile(path)).length).toBeLessThan(128 * 1024);
  const second = await Progress.load(path);
  expect(second.open).toEqual(open);
  await second.close();
});
