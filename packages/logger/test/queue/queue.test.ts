import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  appendToFile,
  FunctionHandler,
  LogEvent,
  onInternalError,
  QueueHandler,
  type QueuePolicy,
  WorkerHandler,
  type WriteLines,
} from '@logboom/logger';
import { afterEach, describe, expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { until } from '../../../../test/kit/poll.ts';

afterEach(() => onInternalError(undefined));

function event(template: string, level = 20, fields = {}): LogEvent {
  return LogEvent.from({ name: 'a', level, template, fields });
}

function queueOf(policy: QueuePolicy, capacity = 10): { queue: QueueHandler; lines: string[] } {
  const lines: string[] = [];
  const handler = new FunctionHandler((line) => void lines.push(line), {
    formatter: ({ message }) => message,
  });
  return { queue: new QueueHandler({ handlers: [handler], policy, capacity }), lines };
}

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `${from + i}`);

describe('queue', () => {
  test.each([
    ['block', numbered(0, 25)],
    ['drop-oldest', [...numbered(15, 25), '15 records were dropped: the queue was full (drop-oldest)']],
    ['drop-newest', [...numbered(0, 10), '15 records were dropped: the queue was full (drop-newest)']],
  ] as const)('%s', async (policy, expected) => {
    const { queue, lines } = queueOf(policy);
    for (const text of numbered(0, 25)) queue.handle(event(text));
    await queue.close();
    expect(lines).toEqual(expected);
    expect(queue.stats).toMatchObject({ waiting: 0, dropped: policy === 'block' ? 0 : 15 });
  });

  test('sample keeps one of ten from half full on, and warnings while there is room', async () => {
    const { queue, lines } = queueOf('sample', 100);
    for (const text of numbered(0, 250)) queue.handle(event(text, Number(text) === 60 ? 30 : 20));
    await queue.close();
    expect(lines.slice(0, 50)).toEqual(numbered(0, 50));
    expect(lines).toContain('60');
    expect(lines.length - 1 + queue.stats.dropped).toBe(250);
    expect(queue.stats.dropped).toBeGreaterThan(170);
  });

  test('the caller does not wait, and what is passed on is as it was', async () => {
    const lines: string[] = [];
    const handler = new FunctionHandler((line) => void lines.push(line));
    const queue = new QueueHandler({ handlers: [handler] });
    const user = { name: 'before' };
    queue.handle(event('m', 20, { user, lazy: () => user.name }));
    user.name = 'after';
    expect(lines).toEqual([]);
    await until('the record', () => lines.length > 0);
    expect(JSON.parse(lines[0]!)).toMatchObject({ user: { name: 'before' }, lazy: 'before' });
    await queue.close();
  });

  test('a handler that throws does not disturb the next', async () => {
    onInternalError(() => undefined);
    const lines: string[] = [];
    const bad = new FunctionHandler(() => {
      throw new Error('no');
    });
    const queue = new QueueHandler({ handlers: [bad, new FunctionHandler((line) => void lines.push(line))] });
    queue.handle(event('m'));
    await queue.close();
    expect(lines).toHaveLength(1);
  });
});

describe('worker', () => {
  test('lines get into the file in order, also when this thread does nothing else', async () => {
    await using directory = await TemporaryDirectory.create();
    const path = join(directory.path, 'app.log');
    const handler = new WorkerHandler({
      task: appendToFile,
      parameters: { path },
      formatter: ({ message }) => message,
    });
    for (const text of numbered(0, 5_000)) handler.handle(event(text));
    handler.flushSync();
    expect(readFileSync(path, 'utf8')).toBe(`${numbered(0, 5_000).join('\n')}\n`);
    handler.handle(event('last'));
    await handler.close();
    expect(readFileSync(path, 'utf8')).toMatch(/4999\nlast\n$/);
  });

  test('an error of the task is reported, and the next lines are written', async () => {
    await using directory = await TemporaryDirectory.create();
    const path = join(directory.path, 'app.log');
    const reports: string[] = [];
    onInternalError((_, error) => reports.push(String(error)));
    const task = ({ path }: { path: string }): WriteLines => {
      const { appendFileSync } = process.getBuiltinModule('node:fs');
      return async (lines) => {
        if (lines.includes('bad')) throw new Error('no bad lines');
        appendFileSync(path, lines.join());
      };
    };
    const handler = new WorkerHandler({ task, parameters: { path }, formatter: ({ message }) => message });
    handler.handle(event('bad'));
    await handler.flush();
    handler.handle(event('good'));
    await handler.close();
    expect(readFileSync(path, 'utf8')).toBe('good');
    expect(reports.join()).toContain('no bad lines');
  });
});
