import type { LogRecord } from '@logboom/core';
import { parseQuery } from '@logboom/logsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExecuteOptions, execute } from '../../src/query/execute.ts';
import { noProgress } from '../../src/query/progress.ts';
import { AWKWARD_RECORDS, NOW } from './coverage/awkward.ts';
import { startEngine, type TestEngine } from './engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.insert([...AWKWARD_RECORDS]);
});
afterAll(() => engine.stop());

async function run(query: string, how: Partial<ExecuteOptions>): Promise<unknown[]> {
  const signal = new AbortController().signal;
  const rows: unknown[] = [];
  for await (const part of execute(engine.store, parseQuery(query), { now: NOW, signal, ...how })) {
    rows.push(...part.map((text) => JSON.parse(text) as unknown));
  }
  return rows;
}

/** LogsQL does not tell an empty attribute from a missing one; a record as it is stored does. */
function withoutEmpty(value: unknown): unknown {
  const made = value as LogRecord;
  const filled = Object.entries(made.attributes).filter(([, text]) => text !== '');
  return { ...made, attributes: Object.fromEntries(filled) };
}

/** Each record with each of each of each: some hundred thousand rows. */
const HUGE = '* | join by (service) (* | join by (service) (* | join by (service) (*)))';

describe('execute', () => {
  test.each([
    '* | sort by (_time)',
    'service:awkward | sort by (_time desc) | limit 7',
    '* | sort by (_time) | fields _msg',
  ])('%s gives the same rows, put together by the engine or here', async (query) => {
    const rows = await run(query, { output: 'map' });
    expect(rows).not.toEqual([]);
    expect(await run(query, { output: 'records' })).toEqual(rows);
    const records = await run(query, { output: 'map', form: 'record' });
    const stored = await run(query, { output: 'records', form: 'record' });
    expect(stored.map(withoutEmpty)).toEqual(records);
  });

  test('gives records as they were', async () => {
    const records = await run('* | sort by (_time)', { output: 'records', form: 'record' });
    expect(records).toEqual(AWKWARD_RECORDS);
  });

  test('tells what the engine read', async () => {
    const progress = noProgress();
    await run('* | stats count_uniq(_msg) n', { progress });
    expect(progress).toEqual({
      rowsRead: AWKWARD_RECORDS.length,
      bytesRead: expect.any(Number),
      milliseconds: expect.any(Number),
    });
    expect(progress.bytesRead).toBeGreaterThan(0);
  });

  test('ends a query that keeps one waiting too long, whatever it is doing', async () => {
    const limits = { timeout: 50, memory: 2e9 };
    await expect(run(`${HUGE} | stats count_uniq(_msg) n`, { limits })).rejects.toMatchObject({
      code: 'LB_QUERY_LIMIT',
    });
  });

  test('says what the engine says where it breaks off between rows', async () => {
    const limits = { timeout: 60_000, memory: 3e7 };
    await expect(run(`${HUGE} | sort by (_msg)`, { limits })).rejects.toMatchObject({
      code: 'LB_QUERY_LIMIT',
      message: expect.stringContaining('query.memory'),
    });
  });

  test('ends quietly for a client that went away', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await run('*', { signal: abort.signal })).toEqual([]);
  });
});
