import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Batch,
  type Connection,
  DeliveryHandler,
  LogEvent,
  linesOf,
  onInternalError,
  type Transport,
} from '@logboom/logger';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { until } from '../../../../test/kit/poll.ts';
import { findBatches } from '../../src/delivery/marker.ts';

let directory: TemporaryDirectory;
const reports: string[] = [];
beforeEach(async () => {
  directory = await TemporaryDirectory.create();
  reports.length = 0;
  onInternalError((where, error) => reports.push(`${where}: ${String(error)}`));
});
afterEach(async () => {
  onInternalError(undefined);
  await directory[Symbol.asyncDispose]();
});

/** A destination within the test: what a program with its own protocol would write. */
class Shelf implements Transport {
  readonly target = 'shelf';
  readonly batches: { client: string; number: number; lines: string[] }[] = [];
  open_ = true;

  open(client: string, events: Parameters<Transport['open']>[1]): Connection {
    queueMicrotask(() => (this.open_ ? events.ready(0) : events.closed(new Error('shut'))));
    return {
      window: 4,
      send: (batch: Batch) => {
        this.batches.push({ client, number: batch.number, lines: linesOf(batch) });
        queueMicrotask(() => events.delivered(batch.number));
      },
      hold: () => undefined,
      end: async () => undefined,
      destroy: () => undefined,
    };
  }

  get lines(): string[] {
    return this.batches.flatMap(({ lines }) => lines);
  }
}

class ShelfHandler extends DeliveryHandler {
  constructor(shelf: Shelf, options: ConstructorParameters<typeof DeliveryHandler>[0] = {}) {
    const formatter = { format: (event: LogEvent) => event.message };
    super(
      { spool: directory.path, backoff: { min: 5, max: 20 }, ...options },
      { formatter, transport: shelf, json: true },
    );
  }

  log(text: string): void {
    this.handle(LogEvent.from({ name: 'a', level: 20, template: text }));
  }
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `line ${i}`);
}

test('everything arrives in order, in few batches, and nothing is left on the disk', async () => {
  const shelf = new Shelf();
  const handler = new ShelfHandler(shelf);
  for (const line of numbered(10_000)) handler.log(line);
  expect(handler.stats.waiting).toBe(10_000);
  await handler.flush();
  expect(shelf.lines).toEqual(numbered(10_000));
  expect(shelf.batches.length).toBeLessThan(20);
  expect(handler.stats).toMatchObject({ waiting: 0, delivered: 10_000, dropped: 0, refused: 0 });
  await handler.close();
  expect(readdirSync(directory.path)).toEqual([]);
});

test('what waits while the server is away comes first when it is back, also to the next handler', async () => {
  const shelf = new Shelf();
  shelf.open_ = false;
  const first = new ShelfHandler(shelf, { batchRecords: 10 });
  for (const line of numbered(95)) first.log(line);
  await first.flush();
  expect(reports.join()).toContain('shelf is away (shut); records wait in the spool');
  await first.close();
  const second = new ShelfHandler(shelf);
  second.log('new');
  shelf.open_ = true;
  await until('delivery', () => second.stats.waiting === 0);
  expect(shelf.lines).toEqual([...numbered(95), 'new']);
  expect(new Set(shelf.batches.map(({ client }) => client)).size).toBe(2);
  await second.close();
  expect(readdirSync(directory.path)).toEqual([]);
});

test('a lane of a process that lives is left alone', async () => {
  const shelf = new Shelf();
  shelf.open_ = false;
  const first = new ShelfHandler(shelf);
  first.log('mine');
  await first.flush();
  const other = new Shelf();
  const second = new ShelfHandler(other);
  second.log('other');
  await second.flush();
  expect(other.lines).toEqual(['other']);
  await second.close();
  shelf.open_ = true;
  await first.close();
  expect(shelf.lines).toEqual(['mine']);
});

test('torn and damaged files cost no more than what is damaged', async () => {
  const shelf = new Shelf();
  shelf.open_ = false;
  const first = new ShelfHandler(shelf, { batchRecords: 2 });
  for (const line of ['a', 'b', 'c', 'd', 'e']) first.log(line);
  await first.close();
  const [file] = readdirSync(directory.path).filter((name) => name.endsWith('.log'));
  const path = join(directory.path, file!);
  const content = readFileSync(path, 'utf8');
  writeFileSync(path, content.replace('c\n', 'C\n'));
  appendFileSync(path, 'torn without an end');
  shelf.open_ = true;
  const second = new ShelfHandler(shelf);
  await until('delivery', () => second.stats.waiting === 0 && shelf.lines.length >= 5);
  expect(shelf.lines).toEqual(['a', 'b', 'C', 'd', 'e']);
  expect(reports.join()).toContain('batch 2 was damaged');
  await second.close();
});

test('a full spool drops the oldest, counts them, and says so in the log', async () => {
  const shelf = new Shelf();
  shelf.open_ = false;
  const handler = new ShelfHandler(shelf, { maxBytes: 1_000, batchRecords: 10 });
  for (const line of numbered(1_000)) handler.log(line);
  await handler.flush();
  const { dropped } = handler.stats;
  expect(dropped).toBeGreaterThan(800);
  shelf.open_ = true;
  await until('delivery', () => shelf.lines.some((line) => line.includes('dropped')));
  await handler.flush();
  expect(shelf.lines).toEqual([
    ...numbered(1_000).slice(dropped),
    `${dropped} records were dropped while the log server was away`,
  ]);
  await handler.close();
});

test('without a spool records wait in memory, and flush says when that is not enough', async () => {
  const shelf = new Shelf();
  shelf.open_ = false;
  const handler = new ShelfHandler(shelf, { spool: false, flushTimeout: 50 });
  handler.log('a');
  expect(handler.pending).toBe(true);
  await expect(handler.flush()).rejects.toThrow('shelf did not take 1 records in 50 ms');
  shelf.open_ = true;
  await handler.flush();
  expect(shelf.lines).toEqual(['a']);
  expect(handler.pending).toBe(false);
  await handler.close();
});

test('a spool that cannot be written is reported, and records go on from memory', async () => {
  const path = join(directory.path, 'file');
  writeFileSync(path, '');
  const shelf = new Shelf();
  const handler = new ShelfHandler(shelf, { spool: join(path, 'below') });
  handler.log('a');
  await handler.flush();
  expect(shelf.lines).toEqual(['a']);
  expect(reports.join()).toMatch(/spool .*below: Error: (ENOTDIR|EEXIST)/);
  await handler.close();
});

test('texts of several lines, marks and long ones stay one record', async () => {
  const shelf = new Shelf();
  const handler = new ShelfHandler(shelf, { maxLine: 100 });
  handler.log('a\nb');
  handler.log('\u001e{"batch":1}');
  handler.log('x'.repeat(200));
  await handler.flush();
  expect(shelf.lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
    'a\nb',
    '\u001e{"batch":1}',
    `${'x'.repeat(100)} … 100 more characters were cut`,
  ]);
  await handler.close();
});

test('any bytes can be a segment, and cutting one anywhere keeps the batches before', () => {
  const piece = fc.constantFrom('\u001e', '{"batch":1,"records":1,"crc":5}', '\n', 'text', '\0', '{');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const segment = Buffer.from(pieces.join(''));
      const found = findBatches(segment);
      for (const { start, end, records } of found) {
        expect(segment.subarray(start, end).toString().split('\n').length - 1).toBe(records);
      }
      const cut = findBatches(segment.subarray(0, segment.length >> 1));
      expect(found.slice(0, Math.max(0, cut.length - 1))).toEqual(cut.slice(0, -1));
    }),
  );
});

test('a file that lost its end to a power failure is read as far as it goes', async () => {
  const shelf = new Shelf();
  shelf.open_ = false;
  const first = new ShelfHandler(shelf, { batchRecords: 3 });
  for (const line of numbered(9)) first.log(line);
  await first.close();
  const [file] = readdirSync(directory.path).filter((name) => name.endsWith('.log'));
  const path = join(directory.path, file!);
  truncateSync(path, readFileSync(path).indexOf('line 7') + 3);
  shelf.open_ = true;
  const second = new ShelfHandler(shelf);
  await until('delivery', () => shelf.lines.length >= 7);
  expect(shelf.lines).toEqual(numbered(7));
  expect(shelf.batches.map(({ number }) => number)).toEqual([1, 2, 3]);
  await second.close();
});
