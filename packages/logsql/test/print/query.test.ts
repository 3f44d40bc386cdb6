import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery, printQuery } from '../../src/index.ts';
import { filters, queryOf } from '../arbitrary.ts';

describe('a printed query', () => {
  test('is the query, for any filter', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const query = queryOf(filter);
        expect(parseQuery(printQuery(query))).toEqual(query);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['foo   AND bar', 'foo bar'],
    ['a b or c', 'a b or c'],
    ['a (b or c)', 'a (b or c)'],
    ['(a b) c', 'a b c'],
    ['NOT info OR debug', '!info or debug'],
    ['-(a or b)', '!(a or b)'],
    ['level:(error or warn)', 'level:error or level:warn'],
    ['log.level:="error"', 'log.level:=error'],
    ["'it\\'s'", '"it\'s"'],
    ['_time:(5m, now]', '_time:(5m, now]'],
    ['foo:!=bar', '!foo:=bar'],
    ['foo:!~"b.r"', '!foo:~"b.r"'],
    ['some-word', '"some-word"'],
    ['url:http://x/y?z', 'url:"http://x/y?z"'],
    ['ip:10.0.0.1', 'ip:10.0.0.1'],
    ['error # a comment\n warn', 'error warn'],
    ['_time:5m offset 1h', '_time:5m offset 1h'],
    ['_time:[2026-07-01Z, 2026-07-02Z)', '_time:[2026-07-01Z, 2026-07-02Z)'],
    ['_stream:{app="nginx"}', '{app="nginx"}'],
    ['_time:(5m or 2026Z)', '_time:5m or _time:2026Z'],
    ['in(*)', '*'],
    ['x:in(a:b | fields y)', 'x:in(a:b | fields y)'],
    ['* | head', '* | limit 10'],
    ['* | count()', '* | stats count(*) as "count(*)"'],
    ['* | level:error', '* | filter level:error'],
    [
      '* | stats by (_time:1m, ip:/24) quantile(0.9, a) p',
      '* | stats by (_time:1m, ip:/24) quantile(0.9, a) as p',
    ],
    ['* | sort (a desc, b) limit 5', '* | sort by (a desc, b) limit 5'],
    ['* | math (a + b) * -c ^ 2 as d, a / b', '* | math (a + b) * -c ^ 2 as d, a / b as "a / b"'],
    ['* | patterns', '* | patterns at _msg trend 30'],
    ['* | patterns limit 5 trend 7 since 1d at "a b"', '* | patterns at "a b" since 1d trend 7 limit 5'],
    ['options(concurrency=2) *', 'options(concurrency=2) *'],
  ])('%s is %s', (written, printed) => {
    expect(printQuery(parseQuery(written))).toBe(printed);
    expect(printQuery(parseQuery(printed))).toBe(printed);
  });
});
