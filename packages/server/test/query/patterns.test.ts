import { patternOf } from '@logboom/logsql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { texts } from '../../../logsql/test/arbitrary.ts';
import { record, startEngine, type TestEngine } from './engine.ts';

/** 2026-07-01T10:00:00Z */
const NOW = 1_782_900_000_000_000_000n;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const pieces = fc.constantFrom(
  ...[
    'user',
    '17',
    'u7',
    '-',
    ' ',
    'ü',
    '=',
    '1.2',
    '\n',
    '"',
    "'",
    "n't",
    'deadbeef',
    '-0abc-',
    '😀',
    '_',
    ':',
  ],
  ...['7f9c2ba4-e88f-427d-a1fe-0123456789ab', 'é'.repeat(290), 'x'.repeat(290), '\\', '\u0000'],
);
const messages = fc.array(fc.oneof(pieces, texts), { maxLength: 8 }).map((parts) => parts.join(''));

test('the engine and patternOf see the same patterns', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(messages, { minLength: 100, maxLength: 100 }), async (generated) => {
      const whole = generated.map((message) => message.toWellFormed());
      await engine.clear();
      await engine.insert(whole.map((message) => record({ message })));
      const counts = new Map<string, number>();
      for (const pattern of whole.map(patternOf)) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
      const rows = await engine.query('* | patterns | fields pattern, hits');
      expect(new Map(rows.map(({ pattern = '', hits }) => [pattern, Number(hits)]))).toEqual(counts);
    }),
    { numRuns: 10 },
  );
}, 60_000);

describe('patterns', () => {
  const at = (minute: number) => `2026-07-01T09:${String(minute).padStart(2, '0')}:00.000000000Z`;
  beforeAll(async () => {
    await engine.clear();
    await engine.insert([
      record({ timestamp: at(0), message: 'took 1 ms', service: 'a', id: 'n-1' }),
      record({
        timestamp: at(10),
        message: 'took 2 ms',
        level: 'error',
        severity: 17,
        service: 'b',
        id: 'n-2',
      }),
      record({ timestamp: at(11), message: 'took 3 ms', service: 'b', id: 'n-3' }),
      record({ timestamp: at(59), message: 'new "thing"', id: 'n-4', attributes: { path: '/u/4' } }),
    ]);
  });
  const took = {
    pattern: 'took <*> ms',
    hits: '3',
    level: 'error',
    services: '["a","b"]',
    first: at(0),
    last: at(11),
  };

  test('are counted, with their trend, times and examples', async () => {
    const rows = await engine.query('_time:1h | patterns since 30m trend 6', { now: NOW });
    expect(rows.map(({ examples, ...row }) => row)).toEqual([
      { ...took, hits: '2', services: '["b"]', first: at(10), trend: '[1,1,0,0,0,0]' },
      {
        pattern: 'new "<*>"',
        hits: '1',
        level: 'info',
        services: '[]',
        first: at(59),
        last: at(59),
        trend: '[0,0,0,0,0,1]',
        new: 'true',
      },
    ]);
    expect(JSON.parse(rows[1]!.examples!)).toEqual([{ id: 'n-4', _time: at(59), _msg: 'new "thing"' }]);
  });

  test('of an open range have the trend of the records there are', async () => {
    const [first] = await engine.query('took | patterns trend 2', { now: NOW });
    expect(first).toMatchObject({ ...took, trend: '[1,2]' });
    expect(JSON.parse(first!.examples!).map(({ id }: { id: string }) => id)).toEqual(['n-3', 'n-1']);
  });

  test('of any field, cut to some', async () => {
    expect(await engine.query('* | patterns at path limit 1 | fields pattern, hits')).toEqual([
      { hits: '3' },
    ]);
    expect(await engine.query('* | patterns at path | filter pattern:* | fields pattern, hits')).toEqual([
      { pattern: '/u/<*>', hits: '1' },
    ]);
  });

  test('of rows that are no records', async () => {
    const [row] = await engine.query('took | fields _msg | patterns trend 1');
    expect(row).toMatchObject({ pattern: 'took <*> ms', hits: '3', services: '[]', trend: '[3]' });
    expect(row).not.toHaveProperty('first');
    expect(await engine.query('nothing_has_this | patterns')).toEqual([]);
  });
});
