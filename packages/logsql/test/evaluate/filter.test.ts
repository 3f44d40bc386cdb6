import type { LogRecord } from '@logboom/core';
import { describe, expect, test } from 'vitest';
import { compileFilter, parseQuery, QueryError } from '../../src/index.ts';

const NOW = 1_782_900_000_000_000_000n; // 2026-07-01T10:00:00Z

function record(values: Partial<LogRecord> = {}): LogRecord {
  return {
    timestamp: '2026-07-01T09:59:00.000000000Z',
    observed: '2026-07-01T09:59:00.100000000Z',
    severity: 9,
    level: 'info',
    message: '',
    service: '',
    logger: '',
    host: '',
    trace_id: '',
    span_id: '',
    attributes: {},
    source: 'test',
    id: 'n-1',
    ...values,
  };
}

function matches(query: string, values: Partial<LogRecord>): boolean {
  return compileFilter(parseQuery(query).filter, { now: NOW })(record(values));
}

/** Query, message, whether it is selected. */
const ON_MESSAGE: [string, string, boolean][] = [
  ['error', 'error', true],
  ['error', 'an error happened', true],
  ['error', 'error: cannot open file', true],
  ['error', 'ERROR', false],
  ['error', 'multiple errors occurred', false],
  ['error', 'error_code', false],
  ['error', '“error”', true],
  ['error', 'éerror', false],
  ['тест', 'foo: (bar,"тест")!', true],
  ['тес', 'тест', false],
  ['"ssh: login fail"', 'ERROR: ssh: login fail for user "foobar"', true],
  ['"ssh: login fail"', 'ssh: login fail!', true],
  ['"ssh: login fail"', 'ssh login fail', false],
  ['"ssh: login fail"', 'ssh: login failed', false],
  ['": x"', 'a: x', true],
  ['error*', 'errors', true],
  ['err*', 'fooerror', false],
  ['"unexpected fail"*', 'error:unexpected failure', true],
  ['"unexpected fail"*', 'unexpectedly failed', false],
  ['i(error)', 'An ErRoR occurred', true],
  ['i(error)', 'FooError', false],
  ['i(err*)', 'ERRORS', true],
  ['="fatal"', 'fatal', true],
  ['="fatal"', 'fatal error', false],
  ['="fatal"*', 'fatal error', true],
  ['!="fatal"', 'fatal error', true],
  ['~"err|warn"', '2 warnings', true],
  ['~"^a.b$"', 'a\nb', false],
  ['~"(?s)^a.b$"', 'a\nb', true],
  ['~"(?i)AMPL"', 'sample', true],
  ['!~"err"', 'warn', true],
  ['seq("error", "open file")', 'some error: cannot open file /foo', true],
  ['seq("error", "open file")', 'cannot open file: error', false],
  ['seq(a, a)', 'a a', true],
  ['seq(a, a)', 'a', false],
  ['contains_all(foo, "bar baz")', 'x bar baz foo', true],
  ['contains_all(foo, "bar baz")', 'foo bar', false],
  ['contains_any(foo, "bar baz")', 'foo bar', true],
  ['contains_any(foo, "bar baz")', 'food', false],
  ['len_range(5, 10)', 'foobar', true],
  ['len_range(5, 10)', 'foo', false],
  ['len_range(2, 2)', '😀é', true],
  ['""', '', true],
  ['""', 'x', false],
  ['""*', '', false],
  ['*', '', true],
  ['a b', 'b a', true],
  ['a or b', 'b', true],
  ['a -b', 'a b', false],
  ['a !b or c', 'c', true],
  ['"a\\"b"', 'x a"b y', true],
  ['"\\\\"', 'a\\b', true],
  ['"a\\nb"', 'a\nb', true],
];

const ON_FIELD: [string, string, boolean][] = [
  ['f:>10', '11', true],
  ['f:>10', '10', false],
  ['f:>=10', '10', true],
  ['f:>10KiB', '10241', true],
  ['f:>1s', '1500ms', true],
  ['f:<5', '-3', true],
  ['f:<5', '', false],
  ['f:<5', 'abc', false],
  ['f:<"John"', 'Jane', true],
  ['f:>1.2.3.4', '1.2.3.5', true],
  ['f:range[1, 10)', '1', true],
  ['f:range[1, 10)', '10', false],
  ['f:range(4.2, inf)', '5', true],
  ['f:ipv4_range(127.0.0.0/8)', '127.1.2.3', true],
  ['f:ipv4_range(127.0.0.0, 127.0.0.255)', '127.0.1.0', false],
  ['f:ipv4_range(127.0.0.0/8)', 'from 127.0.0.1', false],
  ['f:string_range(A, C)', 'Bob', true],
  ['f:string_range(A, C)', 'C', false],
  ['f:value_type(uint8)', '255', true],
  ['f:value_type(uint16)', '256', true],
  ['f:value_type(int64)', '-1', true],
  ['f:value_type(float64)', '1.5', true],
  ['f:value_type(ipv4)', '1.2.3.4', true],
  ['f:value_type(string)', 'x', true],
  ['f:value_type(string)', '', false],
  ['f:in(a, "b c")', 'b c', true],
  ['f:in(a, "b c")', 'b', false],
  ['f:(=a or =b)', 'b', true],
  ['f:!(a b)', 'a', true],
  ['f:*', '', false],
  ['f:""', '', true],
  ['constructor:""', 'x', true],
  ['__proto__:""', 'x', true],
];

const ON_TIME: [string, string, boolean][] = [
  ['_time:5m', '2026-07-01T09:55:00.000000001Z', true],
  ['_time:5m', '2026-07-01T09:55:00.000000000Z', false],
  ['_time:5m', '2026-07-01T10:00:00.000000000Z', true],
  ['_time:5m', '2026-07-01T10:00:00.000000001Z', false],
  ['_time:5m offset 1h', '2026-07-01T08:58:00.000000000Z', true],
  ['_time:offset 1h', '2026-07-01T09:00:00.000000001Z', false],
  ['_time:>5m', '2026-07-01T09:54:00.000000000Z', true],
  ['_time:<5m', '2026-07-01T09:54:00.000000000Z', false],
  ['_time:2026-07Z', '2026-07-31T23:59:59.999999999Z', true],
  ['_time:2026-07-01', '2026-07-02T00:00:00.000000000Z', false],
  ['_time:2026-07-01T10:15+05:30', '2026-07-01T04:45:59.000000000Z', true],
  ['_time:[2026-06-01, 2026-06-30]', '2026-06-30T23:00:00.000000000Z', true],
  ['_time:[2026-06-01, 2026-07-01)', '2026-07-01T00:00:00.000000000Z', false],
  ['_time:[1782900000, 1782900001]', '2026-07-01T10:00:00.500000000Z', true],
  ['_time:>=2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000000000Z', true],
  ['_time:<2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000000000Z', false],
  ['_time:day_range[08:00, 18:00)', '2026-07-01T17:59:59.999999999Z', true],
  ['_time:day_range[08:00, 18:00)', '2026-07-01T18:00:00.000000000Z', false],
  ['_time:day_range[08:00, 18:00) offset 2h', '2026-07-01T06:00:00.000000000Z', true],
  ['_time:day_range[22:00, 06:00)', '2026-07-01T23:00:00.000000000Z', true],
  ['_time:week_range[Mon, Fri]', '2026-07-01T23:00:00.000000000Z', true], // a Wednesday
  ['_time:week_range(Wed, Fri]', '2026-07-01T23:00:00.000000000Z', false],
  ['_time:week_range[Thu, Fri] offset 2h', '2026-07-01T23:00:00.000000000Z', true],
  ['_time:week_range[Sat, Wed]', '2026-07-01T23:00:00.000000000Z', true],
];

describe('a filter', () => {
  test.each(ON_MESSAGE)('%s on message %j: %s', (query, message, expected) => {
    expect(matches(query, { message })).toBe(expected);
  });

  test.each(ON_FIELD)('%s on value %j: %s', (query, f, expected) => {
    expect(matches(query, { attributes: { f } })).toBe(expected);
  });

  test.each(ON_TIME)('%s at %s: %s', (query, timestamp, expected) => {
    expect(matches(query, { timestamp })).toBe(expected);
  });

  test('reads columns before attributes, and knows other names of columns', () => {
    const attributes = { service: 'other', message: 'other' };
    expect(matches('service:=api', { service: 'api', attributes })).toBe(true);
    expect(matches('message:hello', { message: 'hello world', attributes })).toBe(true);
    expect(matches('severity:>=17', { severity: 17 })).toBe(true);
    expect(matches('timestamp:2026*', {})).toBe(true);
  });

  test('compares fields', () => {
    const attributes = { a: '10', b: '9', c: 'x', d: 'x' };
    expect(matches('c:eq_field(d)', { attributes })).toBe(true);
    expect(matches('a:lt_field(b)', { attributes })).toBe(false);
    expect(matches('b:le_field(a)', { attributes })).toBe(true);
    expect(matches('e:eq_field(f)', { attributes })).toBe(true);
  });

  test('selects streams', () => {
    const values = { service: 'api', host: 'web-1', source: 'http' };
    expect(matches('{service="api", host=~"web-.*"}', values)).toBe(true);
    expect(matches('{service="api", host=~"web"}', values)).toBe(false);
    expect(matches('{service="x" or host!="y"}', values)).toBe(true);
    expect(matches('{service in (api, "b")} {host not_in (x)}', values)).toBe(true);
    expect(matches('_stream:="{host=\\"web-1\\",service=\\"api\\",source=\\"http\\"}"', values)).toBe(true);
    expect(matches('_stream_id:=7765622d310061706900687474700', values)).toBe(false);
    expect(matches('_stream_id:=7765622d310061706900687474 70'.replace(' ', ''), values)).toBe(true);
  });

  test('asks for the values of a subquery, or refuses it', () => {
    const { filter } = parseQuery('user:in(admin:true | fields name)');
    expect(() => compileFilter(filter)).toThrow(QueryError);
    const test = compileFilter(filter, { subquery: (_, field) => [`${field}-1`] });
    expect(test(record({ attributes: { user: 'name-1' } }))).toBe(true);
    expect(test(record({ attributes: { user: 'name-2' } }))).toBe(false);
  });
});
