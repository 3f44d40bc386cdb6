import type { LogRecord } from '@logboom/core';
import { describe, expect, test } from 'vitest';
import { compileTail, parseQuery, QueryError } from '../../src/index.ts';

const RECORD: LogRecord = {
  timestamp: '2026-07-01T09:59:00.000000000Z',
  observed: '2026-07-01T09:59:00.100000000Z',
  severity: 17,
  level: 'error',
  message: 'user=bob took 1.5s',
  service: 'api',
  logger: '',
  host: '',
  trace_id: '',
  span_id: '',
  attributes: { size: '10', message: 'hidden', constructor: 'c' },
  source: 'test',
  id: 'n-1',
};

describe('a tail', () => {
  test('gives the rows that a record becomes, with the fields that are not empty', () => {
    expect(
      compileTail(parseQuery('level:error | extract "user=<user> " | fields user, service, host'))(RECORD),
    ).toEqual([{ user: 'bob', service: 'api' }]);
    expect(compileTail(parseQuery('level:info'))(RECORD)).toEqual([]);
    expect(compileTail(parseQuery('* | filter size:>10'))(RECORD)).toEqual([]);
    expect(
      compileTail(parseQuery('* | unpack_words as w | unroll by (w) | fields w'))(RECORD).map(({ w }) => w),
    ).toEqual(['user', 'bob', 'took', '1', '5s']);
  });

  test('shows columns rather than attributes of their names, and keeps odd names', () => {
    const [row] = compileTail(parseQuery('*'))(RECORD);
    expect(row).toMatchObject({
      _msg: RECORD.message,
      _stream: '{service="api",source="test"}',
      constructor: 'c',
    });
    expect(Object.keys(row!)).not.toContain('message');
  });

  test('does not change the record', () => {
    const before = structuredClone(RECORD);
    compileTail(
      parseQuery('* | delete size | rename _msg as m | math size + 1 as size | format "x" as level'),
    )(RECORD);
    expect(RECORD).toEqual(before);
  });

  test.each([
    '* | stats count()',
    '* | sort by (_time)',
    '* | limit 1',
    '* | top 1 by (a)',
    '* | union (*)',
    'a | stream_context after 1',
    'a:in(* | fields b)',
  ])('refuses %s, and says why', (query) => {
    expect(() => compileTail(parseQuery(query))).toThrow(QueryError);
    expect(() => compileTail(parseQuery(query))).toThrow(/one by one|subquery/);
  });

  test('counts relative times from each record on', () => {
    let now = 1_782_900_000_000_000_000n;
    const tail = compileTail(parseQuery('_time:5m | fields id'), { now: () => now });
    expect(tail(RECORD)).toHaveLength(1);
    // The clock of another host may be ahead.
    expect(tail({ ...RECORD, timestamp: '2026-07-01T10:00:00.000000001Z' })).toHaveLength(1);
    now += 600_000_000_000n;
    expect(tail(RECORD)).toHaveLength(0);
  });

  test('is not held up by a pattern made to be slow', () => {
    const tail = compileTail(parseQuery('~"(a+)+$" | replace_regexp ("(a|a)*b", "")'));
    expect(tail({ ...RECORD, message: `${'a'.repeat(20_000)}!` })).toHaveLength(0);
  });
});
