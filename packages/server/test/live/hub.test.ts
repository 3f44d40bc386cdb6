import { setImmediate as turn } from 'node:timers/promises';
import { Draft, type LogRecord } from '@logboom/core';
import { expect, test } from 'vitest';
import { TailHub, type View, type WatcherOutput } from '../../src/live/hub.ts';
import type { Frame } from '../../src/spool/frame.ts';
import { BlockBuilder } from '../../src/store/native/block.ts';

class Output implements WatcherOutput {
  written: string[] = [];
  skips: number[] = [];
  unsent = 0;

  backlog(): number {
    return this.unsent;
  }

  write(chunk: string): void {
    this.written.push(...chunk.split('\n').slice(0, -1));
  }

  skipped(count: number): void {
    this.skips.push(count);
  }
}

function frame(...messages: string[]): Frame {
  const builder = new BlockBuilder();
  for (const message of messages) {
    const draft = new Draft().reset();
    Object.assign(draft, { ms: 1_750_000_000_000, severity: 9, message });
    builder.add(draft);
  }
  const payload = builder.finish({ observed: 1, source: 's', node: 'n', sequence: 1 });
  return { rows: messages.length, payload, meta: { sequence: 1, at: 1 } };
}

const view = (name: string, matches: (record: LogRecord) => boolean = () => true): View => ({
  name,
  matches,
  encode: ({ message }) => `${message}\n`,
});

/** Showing takes turns of the event loop: a few of them are enough for what these tests publish. */
async function shown(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn();
}

test('a watcher sees what matches, in order, from when it came to when it left', async () => {
  const hub = new TailHub();
  const output = new Output();
  hub.publish([frame('before')]);
  const stop = hub.watch(
    view('b', ({ message }) => message.startsWith('b')),
    output,
  );
  hub.publish([frame('b1', 'a', 'b2'), frame('b3')]);
  await shown();
  stop();
  stop();
  hub.publish([frame('b4')]);
  await shown();
  expect(output.written).toEqual(['b1', 'b2', 'b3']);
  expect(hub.watchers).toBe(0);
});

test('a slow watcher misses records, is told how many, and harms no other', async () => {
  const counted: number[] = [];
  const hub = new TailHub({ onSkipped: (count) => counted.push(count) });
  const [slow, quick] = [new Output(), new Output()];
  hub.watch(view('all'), slow);
  hub.watch(view('all'), quick);
  slow.unsent = 64 * 1024 * 1024;
  hub.publish([frame('1', '2'), frame('3')]);
  await shown();
  slow.unsent = 0;
  hub.publish([frame('4')]);
  await shown();
  expect(quick.written).toEqual(['1', '2', '3', '4']);
  expect(slow.written).toEqual(['4']);
  expect(slow.skips).toEqual([3]);
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(3);
});

test('what comes faster than it can be shown is skipped, counted, and every record is one or the other', async () => {
  const hub = new TailHub();
  const output = new Output();
  hub.watch(view('all'), output);
  const large = 'x'.repeat(1024 * 1024);
  const frames = Array.from({ length: 40 }, () => frame(large));
  hub.publish(frames);
  for (let i = 0; i < 500 && output.written.length < 16; i++) await turn();
  await shown();
  hub.publish([frame('last')]);
  await shown();
  const skipped = output.skips.reduce((sum, count) => sum + count, 0);
  expect(skipped).toBeGreaterThan(0);
  expect(output.written.length + skipped).toBe(41);
});

test('a watcher that was too slow learns what it missed also when nothing more comes', async () => {
  const hub = new TailHub();
  const output = new Output();
  hub.watch(view('all'), output);
  output.unsent = 2 * 1024 * 1024;
  hub.publish([frame('a', 'b'), frame('c')]);
  await shown();
  expect(output.skips).toEqual([]);
  output.unsent = 0;
  await expect.poll(() => output.skips).toEqual([3]);
  expect(output.written).toEqual([]);
});
