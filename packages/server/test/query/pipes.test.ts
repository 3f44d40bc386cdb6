import { parseQuery, printQuery, STATS_FUNCTIONS } from '@logboom/logsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileQuery } from '../../src/query/compile.ts';
import { explainQuery } from '../../src/query/explain.ts';
import { CASES } from './cases.ts';
import { record, startEngine, type TestEngine } from './engine.ts';
import { ODD_RECORDS } from './odd-records.ts';

/** 2026-07-01T10:00:00Z */
const NOW = 1_782_900_000_000_000_000n;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.insert(ODD_RECORDS);
});
afterAll(() => engine.stop());

function unordered(rows: Record<string, string>[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

describe('a query over odd records', () => {
  test.each(CASES)('%s', async (query, expected) => {
    const rows = await engine.query(query, { now: NOW });
    const isOrdered = /\| (?:sort|first|top)\b/.test(query);
    if (isOrdered) expect(rows).toEqual(expected);
    else expect(unordered(rows)).toEqual(unordered(expected));
  });

  test('printed in its canonical form gives the same', async () => {
    for (const [query, expected] of CASES.filter(([text]) => !text.includes('sample'))) {
      const rows = await engine.query(printQuery(parseQuery(query)), { now: NOW });
      expect(unordered(rows), query).toEqual(unordered(expected));
    }
  });

  test('leaves the table as it was', async () => {
    expect(await engine.query('* | stats count() as n')).toEqual([{ n: String(ODD_RECORDS.length) }]);
  });

  test('has a case for every function of stats', () => {
    const written = CASES.map(([query]) => query).join('\n');
    expect(STATS_FUNCTIONS.filter((name) => !written.includes(`${name}(`))).toEqual([]);
  });
});

describe('stream_context', () => {
  test('gives the neighbours in the stream, inside the window, and each record once', async () => {
    const stream = { service: 'context', host: 'c-1' };
    const at = (minute: number) => `2026-07-01T08:${String(minute).padStart(2, '0')}:00.000000000Z`;
    const made = Array.from({ length: 12 }, (_, n) =>
      record({ ...stream, timestamp: at(n), message: `line ${n}` }),
    );
    const other = record({
      service: 'other',
      host: 'c-1',
      timestamp: at(5),
      message: 'line of another stream',
    });
    await engine.insert([...made, other]);
    const messages = async (query: string) =>
      (await engine.query(query, { now: NOW })).map((row) => row._msg);
    expect(await messages('="line 5" | stream_context before 2 after 1')).toEqual([
      'line 3',
      'line 4',
      'line 5',
      'line 6',
    ]);
    expect(await messages('="line 5" or ="line 6" | stream_context before 1')).toEqual([
      'line 4',
      'line 5',
      'line 6',
    ]);
    expect(await messages('="line 5" | stream_context after 5 time_window 2m')).toEqual([
      'line 5',
      'line 6',
      'line 7',
    ]);
    expect(
      await messages(
        '_time:[2026-07-01T08:05Z, 2026-07-01T08:05Z] line | stream_context after 1 | fields _msg, _time',
      ),
    ).toContain('line 6');
  });
});

describe('a compiled query', () => {
  test('binds every value', () => {
    const query = `service:="v1" "v2 x" f:~"v3" g:in("v4", "v5") {host="v6"} h:>v7 i:seq("v8") _time:5m
      | extract "v9<v10>" | format "v11<v12>" as v13 | replace ("v14", "v15") at v16 | math a * 1234 as v17
      | stats by (v18) count() if (v19) as v20 | filter v20:>5678 | sort by (v21) | fields v22, v23*`;
    const { sql, parameters } = compileQuery(parseQuery(query), { now: NOW });
    expect(sql).not.toMatch(/\bv\d+|1234|5678|17829/);
    expect(JSON.stringify(parameters)).toMatch(/v1\b.*v9\b.*v14/);
  });

  test('has the time range of the request around it, but not around a subquery that says so', async () => {
    const start = NOW - 57_000_000_000n;
    expect(await engine.query('* | stats count() as n', { now: NOW, start, end: NOW })).toEqual([{ n: '3' }]);
    const inner = 'level:error | fields host';
    const count = (text: string) =>
      engine.query(`host:in(${text}) | stats count() as n`, { now: NOW, start });
    expect(await count(inner)).toEqual([{ n: '0' }]);
    expect(await count(`options(ignore_global_time_filter=true) ${inner}`)).toEqual([{ n: '1' }]);
  });

  test('gives columns if asked, in the order of its fields', async () => {
    const compiled = compileQuery(
      parseQuery('* | stats by (level) count() as n | sort by (level) | limit 1'),
      { output: 'columns', now: NOW },
    );
    expect(compiled).toMatchObject({ fields: ['level', 'n'], open: false, ordered: true });
    expect(await engine.store.rows(compiled.sql, compiled.parameters)).toEqual([{ f0: 'error', f1: '1' }]);
    const open = compileQuery(parseQuery('level:error | delete _*'), { output: 'columns' });
    expect(open.open).toBe(true);
    const [row] = await engine.store.rows<{ rest: Record<string, string> }>(open.sql, open.parameters);
    expect(row?.rest).toMatchObject({ size: '10', ip: '10.0.0.1' });
  });

  test('may be long: lists and words by the thousand', async () => {
    const values = Array.from({ length: 6_000 }, (_, n) => `value-of-some-length-${n}`).join('","');
    const words = Array.from({ length: 400 }, (_, n) => `word${n}`).join(' or ');
    const count = async (query: string) =>
      (await engine.query(`${query} | stats count() as n`, { now: NOW }))[0]?.n;
    expect(await count(`size:in("${values}", 10)`)).toBe('1');
    expect(await count(`host:in("${values}", web-1) level:error`)).toBe('1');
    expect(await engine.query('* | stats quantile(0_0.5_0, size) as q', { now: NOW })).toHaveLength(1);
    expect(await count(`error level:info host:=web-10 (${words} or error)`)).toBe('1');
  });

  test('can be explained: its plan, with the indexes it uses, and its estimate', async () => {
    const compiled = compileQuery(parseQuery('_time:[2026-07-01, 2026-07-02) error size:=10'), { now: NOW });
    const { plan, estimate } = explainQuery(compiled);
    const lines = await engine.store.rows<{ explain: string }>(plan, compiled.parameters);
    const text = lines.map(({ explain }) => explain).join('\n');
    expect(text).toContain('message_words');
    expect(text).toContain('attribute_pairs');
    expect(text).toContain('PrimaryKey');
    const [read] = await engine.store.rows<{ table: string }>(estimate, compiled.parameters);
    expect(read?.table ?? 'logs').toBe('logs');
  });
});
