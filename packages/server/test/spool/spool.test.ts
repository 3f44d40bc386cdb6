import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FrameMeta } from '../../src/spool/frame.ts';
import { type Entry, Spool } from '../../src/spool/spool.ts';

let path: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'logboom-spool-'));
});

afterEach(() => rm(path, { recursive: true, force: true }));

const entry = (text: string, meta: Partial<FrameMeta> = {}, rows = 1): Entry => ({
  rows,
  meta,
  build: (sequence) => Buffer.from(`${sequence}:${text}`),
});

/** Takes everything, as the inserter would, and tells that it is inserted. */
async function drain(spool: Spool, maxBytes = 1_000_000): Promise<string[]> {
  const texts: string[] = [];
  for (let part = await spool.take(maxBytes); part !== undefined; part = await spool.take(maxBytes)) {
    texts.push(...part.frames.map(({ payload }) => payload.toString()));
    await spool.inserted(part.range);
  }
  return texts;
}

const segments = async (): Promise<string[]> =>
  (await readdir(path)).filter((name) => name.endsWith('.segment')).sort();

test('what was appended comes out again, in order, numbered', async () => {
  const spool = await Spool.open({ path });
  await Promise.all([spool.append(entry('a', {}, 3)), spool.append(entry('b')), spool.append(entry('c'))]);
  expect(await drain(spool)).toEqual(['1:a', '4:b', '5:c']);
  expect(spool.pendingBytes).toBe(0);
  await spool.close();
});

test('what is not inserted is there after a restart, and numbers go on', async () => {
  const first = await Spool.open({ path });
  await first.append(entry('a', {}, 10));
  await first.close();
  const second = await Spool.open({ path });
  await second.append(entry('b'));
  expect(await drain(second)).toEqual(['1:a', '11:b']);
  await second.close();
});

test('a range that was planned and not inserted is given out again, the very same', async () => {
  const first = await Spool.open({ path });
  await first.append(entry('a'));
  const planned = await first.take(1_000_000);
  await first.append(entry('b'));
  await first.close();
  const second = await Spool.open({ path });
  const again = await second.take(1_000_000);
  expect(again?.range).toEqual(planned?.range);
  expect(again?.frames.map(({ payload }) => payload.toString())).toEqual(['1:a']);
  await second.inserted(again!.range);
  expect(await drain(second)).toEqual(['2:b']);
  await second.close();
});

test('a range holds whole frames and at least one', async () => {
  const spool = await Spool.open({ path });
  for (const text of ['a', 'b', 'c']) await spool.append(entry(text));
  const part = await spool.take(1);
  expect(part?.frames).toHaveLength(1);
  await spool.close();
});

test('batches that arrive while one is written share one write', async () => {
  const spool = await Spool.open({ path });
  const groups: number[] = [];
  spool.on('durable', (frames) => groups.push(frames.length));
  await Promise.all(Array.from({ length: 100 }, (_, i) => spool.append(entry(String(i)))));
  expect(groups.reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(groups.length).toBeLessThan(5);
  await spool.close();
});

test('a tail torn at any byte costs only the torn batch, and what follows is safe', async () => {
  const whole = await Spool.open({ path });
  await whole.append(entry('a'));
  await whole.append(entry('torn', { key: 'k' }));
  await whole.close();
  const [name] = await segments();
  const file = join(path, name!);
  const bytes = await readFile(file);
  const start = bytes.indexOf('LBF1', bytes.indexOf('LBF1') + 1);
  const copy = `${path}-copy`;
  await copyFile(file, copy);
  for (let length = start; length < bytes.length; length++) {
    await copyFile(copy, file);
    await truncate(file, length);
    const spool = await Spool.open({ path });
    expect(spool.lostBytes).toBe(length - start);
    expect(spool.senders.answerOf('k')).toBeUndefined();
    await spool.append(entry('after'));
    await spool.close();
    const again = await Spool.open({ path });
    expect(again.lostBytes).toBe(0);
    const part = await again.take(1_000_000);
    expect(part?.frames.map(({ payload }) => payload.toString())).toEqual(['1:a', '2:after']);
    await again.close();
    await writeFile(join(path, 'progress'), '');
  }
  await rm(copy);
});

test('damage at any byte of a batch costs only that batch', async () => {
  const whole = await Spool.open({ path });
  for (const text of ['first', 'second', 'third']) await whole.append(entry(text));
  await whole.close();
  const [name] = await segments();
  const file = join(path, name!);
  const bytes = await readFile(file);
  const start = bytes.indexOf('LBF1', bytes.indexOf('LBF1') + 1);
  const end = bytes.indexOf('LBF1', start + 1);
  // Bytes 18 and 19 of a header are reserved: nothing reads them.
  const meaningful = Array.from({ length: end - start }, (_, i) => start + i).filter(
    (at) => at !== start + 18 && at !== start + 19,
  );
  for (const at of meaningful) {
    const damaged = Buffer.from(bytes);
    damaged[at] = damaged[at]! ^ 0x10;
    await writeFile(file, damaged);
    await writeFile(join(path, 'progress'), '');
    const spool = await Spool.open({ path });
    expect(await drain(spool), `damage at ${at}`).toEqual(
      at >= start + 12 && at < start + 16
        ? expect.arrayContaining(['1:first', '3:third'])
        : ['1:first', '3:third'],
    );
    await spool.close();
  }
});

test('damage behind what was planned does not swallow what comes later', async () => {
  const first = await Spool.open({ path });
  await first.append(entry('a'));
  await first.append(entry('b'));
  const part = await first.take(1_000_000);
  await first.inserted(part!.range);
  await first.close();
  const [name] = await segments();
  await truncate(join(path, name!), part!.range.end - 1);
  const second = await Spool.open({ path });
  await second.append(entry('later'));
  expect((await drain(second)).map((text) => text.split(':')[1])).toEqual(['later']);
  await second.close();
});

test('keys and numbers of clients are known after a restart, and after their segment is gone', async () => {
  const first = await Spool.open({ path, segmentBytes: 1 });
  await first.append(entry('a', { key: 'k', accepted: 7, rejected: 2 }));
  await first.append(entry('b', { client: 'c', number: 41 }));
  await first.append(entry('c'));
  await drain(first);
  await first.close();
  expect(await segments()).toHaveLength(1);
  const second = await Spool.open({ path });
  expect(second.senders.answerOf('k')).toMatchObject({ accepted: 7, rejected: 2 });
  expect(second.resume('c')).toBe(41);
  await second.close();
});

test('segments are followed by new ones, and removed once they are in the store', async () => {
  const spool = await Spool.open({ path, segmentBytes: 10 });
  for (let i = 0; i < 5; i++) await spool.append(entry(String(i)));
  expect(await segments()).toHaveLength(5);
  await drain(spool);
  expect(await segments()).toHaveLength(1);
  await spool.close();
});

test('numbers go on when every segment but an empty one is gone', async () => {
  const first = await Spool.open({ path, segmentBytes: 1 });
  await first.append(entry('a', {}, 100));
  await first.append(entry('b'));
  await drain(first);
  await first.close();
  const second = await Spool.open({ path });
  expect(second.nextSequence).toBe(102);
  await second.close();
});

test('a segment whose header was never written is put aside', async () => {
  const first = await Spool.open({ path });
  await first.append(entry('a', {}, 5));
  await first.close();
  await writeFile(join(path, '000000000002.segment'), Buffer.alloc(7));
  const second = await Spool.open({ path });
  expect(second.nextSequence).toBe(6);
  await second.append(entry('b'));
  expect(await drain(second)).toEqual(['1:a', '6:b']);
  await second.close();
});

test('a full spool refuses, and those who wait go on when there is room', async () => {
  const spool = await Spool.open({ path, maxBytes: 100 });
  await spool.append(entry('x'.repeat(200)));
  expect(spool.full).toBe(true);
  await expect(spool.append(entry('more'))).rejects.toMatchObject({ code: 'LB_SPOOL_FULL' });
  const waited = spool.whenRoom();
  await drain(spool);
  await waited;
  await spool.append(entry('more'));
  await spool.close();
});

test('a spool that takes the rest lets everyone go on', async () => {
  const spool = await Spool.open({ path, maxBytes: 100 });
  await spool.append(entry('x'.repeat(200)));
  const waited = spool.whenRoom();
  spool.takeRest();
  await waited;
  await spool.append(entry('rest'));
  await spool.close();
  await expect(spool.append(entry('late'))).rejects.toMatchObject({ code: 'LB_STOPPING' });
});

test('of a client whose batch was refused no later one is taken until it asks where it stands', async () => {
  const spool = await Spool.open({ path, maxBytes: 100 });
  await spool.append(entry('x'.repeat(200), { client: 'c', number: 1 }));
  await expect(spool.append(entry('2', { client: 'c', number: 2 }))).rejects.toThrow();
  await drain(spool);
  await expect(spool.append(entry('3', { client: 'c', number: 3 }))).rejects.toThrow(/earlier batch/);
  expect(spool.resume('c')).toBe(1);
  await spool.append(entry('2', { client: 'c', number: 2 }));
  await spool.close();
});
