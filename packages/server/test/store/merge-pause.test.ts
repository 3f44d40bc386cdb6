import { Draft } from '@logboom/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OutsideStore } from '../../../../test/kit/outside-store.ts';
import { MergePause } from '../../src/store/merge-pause.ts';
import { LOGS } from '../../src/store/names.ts';
import { BlockBuilder } from '../../src/store/native/block.ts';

let outside: OutsideStore;

beforeAll(async () => {
  outside = await OutsideStore.start();
  await outside.store.migrate();
});

afterAll(() => outside?.[Symbol.asyncDispose]());

async function insert(number: number): Promise<void> {
  const builder = new BlockBuilder();
  const draft = new Draft().reset();
  draft.ms = Date.now();
  draft.message = `part ${number}`;
  builder.add(draft);
  const block = builder.finish({ observed: Date.now(), source: 'test', node: 'n', sequence: number });
  await outside.store.insert([block], `part-${number}`);
}

function merge(): Promise<unknown> {
  return outside.store.client.command({ query: `OPTIMIZE TABLE ${LOGS} FINAL` });
}

async function parts(): Promise<number> {
  const rows = await outside.store.rows<{ parts: string }>(
    "SELECT count() AS parts FROM system.parts WHERE active AND concat(database, '.', table) = {table:String}",
    { table: LOGS },
  );
  return Number(rows[0]!.parts);
}

test('parts are left as they are until there are many; then they are merged', async () => {
  const pause = new MergePause(outside.store, 20);
  await pause.begin();
  for (let number = 1; number <= 12; number++) {
    await insert(number);
    await pause.inserted();
  }
  // Even when it is told to merge at once, the engine does not.
  await expect(merge()).rejects.toThrow(/cancelled|aborted/i);
  expect(await parts()).toBe(12);
  for (let number = 13; number <= 24; number++) {
    await insert(number);
    await pause.inserted();
  }
  await merge();
  expect(await parts()).toBe(1);
  expect(await outside.count("startsWith(message, 'part ')")).toMatchObject({ records: 24, messages: 24 });
});
