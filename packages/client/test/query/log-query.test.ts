import { type Filter, parseQuery } from '@logboom/logsql';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { texts } from '../../../logsql/test/arbitrary.ts';
import {
  and,
  avg,
  count,
  countUniq,
  desc,
  every,
  field,
  logs,
  max,
  not,
  or,
  quantile,
  uniqValues,
  word,
} from '../../src/index.ts';

describe('a built query', () => {
  it.each([
    [logs(), '*'],
    [logs().where(word('timeout')), 'timeout'],
    [
      logs().where(field('level').is('error'), word('timed out')).since('5m'),
      '_time:5m level:=error "timed out"',
    ],
    [logs().since('2026-07-01').until('2026-07-02T10:00:00Z'), '_time:[2026-07-01, 2026-07-02T10:00:00Z]'],
    [logs().since(new Date(0)), '_time:>=1970-01-01T00:00:00.000Z'],
    [logs().until('1h'), '_time:>=1h'],
    [
      logs().where(or(field('host').is('a'), field('ms').above(10)), not(field('user').exists())),
      '(host:=a or ms:>10) !user:*',
    ],
    [logs().where(field('severity').atLeast(17)), 'severity:>=17'],
    [logs().where(field('path').matches(/^\/api\/v\d/i)), 'path:~"(?i)^\\\\/api\\\\/v\\\\d"'],
    [
      logs().where(field('a b').in('x', 'y|z'), field('ip').inNetwork('10.0.0.0/8')),
      '"a b":in(x, "y|z") ip:ipv4_range("10.0.0.0/8")',
    ],
    [logs().fields('timestamp', 'message').limit(3), '* | fields timestamp, message | limit 3'],
    [
      logs().stats(count(), avg('ms').as('mean')).by('service', every('5m')).sort(desc('count')),
      '* | stats by (service, _time:5m) count(*) as count, avg(ms) as mean | sort by (count desc)',
    ],
    [
      logs()
        .stats(count().if(field('level').is('error')).as('errors'))
        .where(field('errors').above(3)),
      '* | stats count(*) if (level:=error) as errors | filter errors:>3',
    ],
    [logs().stats(quantile(0.99, 'ms')), '* | stats quantile(0.99, ms) as quantile'],
    [logs().top(3, 'user.id'), '* | top 3 by (user.id) hits as "hits"'],
    [logs().uniq('service', 'level').offset(2), '* | uniq by (service, level) | offset 2'],
  ])('%#: is LogsQL', (query, text) => {
    expect(String(query)).toBe(text);
    expect(parseQuery(text)).toEqual(query.ast);
  });

  it('reaches the server as it was meant, whatever the values are', () => {
    const named = fc.tuple(
      texts.filter((text) => text !== ''),
      texts,
    );
    const filters: fc.Arbitrary<Filter> = fc.oneof(
      named.map(([name, text]) => field(name).is(text)),
      named.map(([name, text]) => field(name).startsWith(text)),
      named.map(([name, text]) => field(name).in(text, 'other')),
      named.map(([name, text]) => field(name).above(text)),
      texts.map((text) => word(text)),
      named.map(([name]) => field(name).sameAs('host')),
    );
    const property = fc.property(filters, filters, filters, texts, (a, b, c, name) => {
      const query = logs()
        .where(or(a, and(b, not(c))))
        .stats(count().as(name === '' ? 'n' : name))
        .by('service');
      expect(parseQuery(String(query))).toEqual(query.ast);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('has rows of a known type', () => {
    const failures = logs()
      .stats(count(), max('ms').as('slowest'), uniqValues('user'))
      .by('service', 'level', every('1m'));
    expectTypeOf(failures.decode).returns.toEqualTypeOf<{
      service: string;
      level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
      _time: string;
      count: number;
      slowest: string;
      uniq_values: string[];
    }>();
    const row = { service: 'shop', level: 'error', _time: 't', count: '3', uniq_values: '["a","b"]' };
    expect(failures.decode(row)).toEqual({ ...row, count: 3, slowest: '', uniq_values: ['a', 'b'] });

    expectTypeOf(logs().fields('severity', 'user.id').decode).returns.toEqualTypeOf<{
      severity: number;
      'user.id': string;
    }>();
    expectTypeOf(logs().top(3, 'host').decode).returns.toEqualTypeOf<{ host: string; hits: number }>();
    expectTypeOf(logs().stats(countUniq('host')).decode).returns.toEqualTypeOf<{ count_uniq: number }>();
    expect(logs().decode({ _msg: 'm', severity: '17', user: 'u' })).toMatchObject({
      message: 'm',
      level: 'error',
      attributes: { user: 'u' },
    });
  });

  it('knows the fields of a record', () => {
    expectTypeOf(field('level').is)
      .parameter(0)
      .toEqualTypeOf<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>();
    expectTypeOf(field('severity').above).parameter(0).toEqualTypeOf<number>();
    expectTypeOf(field('user.id').is).parameter(0).toEqualTypeOf<string | number | bigint | boolean>();
    const counted = logs().stats(count()).by('service');
    // @ts-expect-error there is no such field in a row
    expect(String(counted.uniq('sevrice'))).toContain('sevrice');
  });

  it('refuses what is no time, no count, or named twice', () => {
    // @ts-expect-error the type refuses it too
    expect(() => String(logs().since('yesterday'))).toThrow(RangeError);
    expect(() => String(logs().since('2026-07-01] or *'))).toThrow(/no moment/);
    expect(() => logs().limit(1.5)).toThrow(RangeError);
    expect(() => logs().stats(count(), count('user'))).toThrow(/\.as\('name'\)/);
  });
});
