import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { REMEMBERED_MIN_MS, REMEMBERED_MS, SenderMemory } from '../../src/spool/memory.ts';

const NOW = Date.UTC(2026, 6, 1);
const LIMITS = { count: 3, bytes: 1024 * 1024 };

function full(age: number): SenderMemory {
  const memory = new SenderMemory('nowhere', LIMITS);
  for (const key of ['a', 'b', 'c']) memory.learn({ sequence: 0, at: NOW - age, key });
  return memory;
}

test('a new key waits while as many are remembered as may be, a known one does not', () => {
  const memory = full(0);
  expect(memory.hasRoomFor({ key: 'd' }, NOW)).toBe(false);
  expect(memory.hasRoomFor({ client: 'd' }, NOW)).toBe(false);
  expect(memory.hasRoomFor({ key: 'a' }, NOW)).toBe(true);
  expect(memory.hasRoomFor({}, NOW)).toBe(true);
  expect(memory.answerOf('a')).toBeDefined();
});

test('keys older than an hour go first when there are too many, and not before', () => {
  const younger = full(REMEMBERED_MIN_MS - 1);
  expect(younger.hasRoomFor({ key: 'd' }, NOW)).toBe(false);
  expect(younger.size).toBe(3);
  const older = full(REMEMBERED_MIN_MS);
  expect(older.hasRoomFor({ key: 'd' }, NOW)).toBe(true);
  expect(older.size).toBe(0);
});

test('with room enough, keys are remembered for two hours', () => {
  const memory = full(REMEMBERED_MS - 1);
  memory.forget(NOW);
  expect(memory.size).toBe(3);
  memory.forget(NOW + 1);
  expect(memory.size).toBe(0);
});

test('what they take in memory is bounded too, and comes back when they go', () => {
  const memory = new SenderMemory('nowhere', { count: 1_000_000, bytes: 10_000 });
  let count = 0;
  const next = (): string => `${count}`.padStart(100, '-');
  while (memory.hasRoomFor({ key: next() }, NOW)) {
    memory.learn({ sequence: 0, at: NOW, key: next() });
    memory.learn({ sequence: 0, at: NOW, key: next() });
    count++;
  }
  expect(count).toBe(Math.ceil(10_000 / (100 + 128)));
  expect(memory.hasRoomFor({ key: next() }, NOW + REMEMBERED_MIN_MS)).toBe(true);
});

test('what is saved is known again, however much it is', async () => {
  await using directory = await TemporaryDirectory.create();
  const path = join(directory.path, 'senders');
  const memory = new SenderMemory(path);
  for (let i = 0; i < 12_001; i++) {
    memory.learn({ sequence: 0, at: NOW, key: `http:key "${i}"`, accepted: i, rejected: 1 });
  }
  memory.learn({ sequence: 0, at: NOW, client: 'c', number: 7 });
  await memory.save();
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(12_003);
  const again = new SenderMemory(path);
  await again.load();
  expect(again.size).toBe(12_002);
  expect(again.answerOf('http:key "12000"')).toEqual({ at: NOW, accepted: 12_000, rejected: 1 });
  expect(again.numberOf('c')).toBe(7);
});
