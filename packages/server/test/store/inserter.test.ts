import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Draft } from '@logboom/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { OutsideStore } from '../../../../test/kit/outside-store.ts';
import { until } from '../../../../test/kit/poll.ts';
import { type Entry, Spool } from '../../src/spool/spool.ts';
import { Inserter } from '../../src/store/inserter.ts';
import { BlockBuilder } from '../../src/store/native/block.ts';
import { RefusedBlocks } from '../../src/store/refused.ts';
import { Store } from '../../src/store/store.ts';

let outside: OutsideStore;

beforeAll(async () => {
  outside = await OutsideStore.start();
  await outside.store.migrate();
});

afterAll(() => outside?.[Symbol.asyncDispose]());

function blockOf(message: string, sequence: number): Buffer {
  const builder = new BlockBuilder();
  const draft = new Draft().reset();
  draft.ms = Date.now();
  draft.message = message;
  builder.add(draft);
  return builder.finish({ observed: Date.now(), source: 'test', node: 'n', sequence });
}

const good = (message: string): Entry => ({
  rows: 1,
  meta: {},
  build: (sequence) => blockOf(message, sequence),
});

/** A block as a damaged disk or a fault of ours could bring it: one of its types is none. */
const POISON = Buffer.from(blockOf('poison', 1).toString('latin1').replace('UInt8', 'UInt9'), 'latin1');
const poison: Entry = { rows: 1, meta: {}, build: () => POISON };

const stored = (prefix: string): ReturnType<OutsideStore['count']> =>
  outside.count('startsWith(message, {prefix:String})', { prefix });

test('a block that the store refuses for good is kept in a file, and the others go on', async () => {
  await using data = await TemporaryDirectory.create();
  const refused = join(data.path, 'refused');
  const spool = await Spool.open({ path: join(data.path, 'spool') });
  const start = (): Inserter => new Inserter({ spool, store: outside.store, node: 'poisoned', refused });
  for (let i = 0; i < 5; i++) await spool.append(good(`aside-a-${i}`));
  await spool.append(poison);
  for (let i = 0; i < 6; i++) await spool.append(good(`aside-b-${i}`));
  const inserter = start();
  const kept: { rows: number; file: string; reason: string }[] = [];
  inserter.on('refused', (rows, file, reason) => kept.push({ rows, file, reason }));
  inserter.start();
  await until('an empty spool', () => spool.pendingBytes === 0, { deadline: 20_000 });
  await spool.append(good('aside-c'));
  await until('an empty spool', () => spool.pendingBytes === 0, { deadline: 20_000 });
  await inserter.stop(1_000);
  expect(await stored('aside-')).toEqual({ records: 12, messages: 12, ids: 12 });
  expect(inserter.lastFailure).toBeUndefined();
  expect(kept).toEqual([{ rows: 1, file: kept[0]!.file, reason: expect.stringContaining('UInt9') }]);
  // Whole: it can be sent again by whoever mends what was wrong.
  expect(await readFile(kept[0]!.file)).toEqual(POISON);
  const about = JSON.parse(await readFile(kept[0]!.file.replace('.native', '.json'), 'utf8')) as object;
  expect(about).toMatchObject({ table: 'logboom.logs', rows: 1, reason: kept[0]!.reason });

  const again = start();
  again.start();
  await spool.append(good('aside-d'));
  await until('an empty spool', () => spool.pendingBytes === 0);
  await again.stop(1_000);
  expect(await new RefusedBlocks(refused).tokens()).toHaveLength(1);
  await spool.close();
});

test('what was refused is sent again at the next start, once', async () => {
  await using data = await TemporaryDirectory.create();
  const refused = join(data.path, 'refused');
  const spool = await Spool.open({ path: join(data.path, 'spool') });
  const block = blockOf('mended-1', 1);
  const kept = { token: 'mended', table: 'logboom.logs', rows: 1, reason: 'it was broken', block };
  for (let round = 0; round < 2; round++) {
    // In the second round as after a crash between the insert and the removal of the file.
    await new RefusedBlocks(refused).keep(kept);
    const inserter = new Inserter({ spool, store: outside.store, node: 'mended', refused });
    inserter.start();
    await until('an empty directory', async () => (await readdir(refused)).length === 0);
    await inserter.stop(0);
  }
  expect(await stored('mended-')).toEqual({ records: 1, messages: 1, ids: 1 });
  await spool.close();
});

test('a store that is away is no refusal: everything waits', async () => {
  await using data = await TemporaryDirectory.create();
  const refused = join(data.path, 'refused');
  const spool = await Spool.open({ path: join(data.path, 'spool') });
  await spool.append(good('patient-1'));
  const away = new Store(() => ({ ...outside.engine.connection, url: 'http://127.0.0.1:1' }));
  const inserter = new Inserter({ spool, store: away, node: 'patient', refused });
  let failures = 0;
  inserter.on('failed', () => failures++);
  inserter.start();
  await until('more tries than a refusal has', () => failures > 4, { deadline: 20_000 });
  await inserter.stop(0);
  await away.close();
  expect(await new RefusedBlocks(refused).tokens()).toEqual([]);
  expect(spool.pendingBytes).toBeGreaterThan(0);
  await spool.close();
});
