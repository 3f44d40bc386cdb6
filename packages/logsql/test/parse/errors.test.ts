import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery, QueryError } from '../../src/index.ts';

function errorOf(query: string): QueryError {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error(`${query} was read`);
}

describe('an error', () => {
  test.each([
    ['', 0, '', 'An empty query'],
    ['error |', 7, '', 'Expected a pipe'],
    ['error | limit x', 14, 'x', 'Expected a number of records'],
    ['(a or b', 7, '', 'Expected ")"'],
    ['a)', 1, ')', 'Expected the end of the query'],
    ['a and', 5, '', 'Expected a filter'],
    ['and a', 0, 'and', 'Expected a filter'],
    ['level:', 6, '', 'Expected a filter after "level:"'],
    ['"open', 0, '"open', 'A quote that is never closed'],
    ['"a\\qb"', 2, '\\qb"', 'An unknown escape'],
    ['~"(a"', 1, '"(a"', 'A regular expression that cannot be read'],
    ['~"(?=a)"', 1, '"(?=a)"', 'A regular expression that cannot be read'],
    ['_time:offset x', 6, 'offset', 'An offset that is no duration'],
    ['_time:(offset x', 7, 'offset', 'An offset that is no duration'],
    ['_time:yesterday', 6, 'yesterday', '"yesterday" is no time'],
    ['_time:[5m, x)', 11, 'x', '"x" is no time'],
    ['_time:week_range[Mon, Foo]', 22, 'Foo', '"Foo" is no day'],
    ['a:range(x, 1)', 8, 'x', 'Expected a number'],
    ['a:ipv4_range(1.2.3)', 2, 'ipv4_range', 'An IPv4 range'],
    ['a:value_type(number)', 2, 'value_type', 'An unknown type'],
    ['fo*o', 3, 'o', 'Text after a star'],
    ['{a}', 2, '}', 'Expected an operator'],
    ['x:{a="b"}', 2, '{', 'A stream filter on "x"'],
    ['* | stats foo()', 10, 'foo', 'Expected a function of stats'],
    ['* | stats by (a:zz) count()', 16, 'zz', '"zz" is no step'],
    ['* | extract "<a><b>"', 12, '"<a><b>"', 'Two fields of a pattern'],
    ['* | extract_regexp "a(b)"', 19, '"a(b)"', 'A regular expression without named groups'],
    ['* | format "<x:a>"', 11, '"<x:a>"', 'An unknown option "x:"'],
    ['* | math foo(1)', 12, '(', 'An unknown function "foo"'],
    ['a:in(b c | limit 1)', 4, '(', 'An inner query that gives more than one field'],
    ['* | limit 1 | stream_context before 1', 14, 'stream_context', 'A stream_context after other pipes'],
    ['* | patterns since yesterday', 19, 'yesterday', '"yesterday" is no time'],
    ['* | patterns trend 0', 19, '0', 'A trend of 0 buckets'],
    ['options(a=1) *', 8, 'a', 'An unknown option'],
  ])('of %j stands at %d', (query, position, token, problem) => {
    const error = errorOf(query);
    expect(error.message).toContain(problem);
    expect(error).toMatchObject({ code: 'LB_QUERY_INVALID', status: 400, position, token });
    expect(error.hint).not.toBe('');
  });

  test('counts lines and columns', () => {
    expect(errorOf('error\n  | limit x')).toMatchObject({ line: 2, column: 11 });
  });

  test('is what any other text gives: never a crash, a hang or a different error', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      '{',
      '}',
      '|',
      ':',
      '*',
      '=',
      '~',
      '!',
      '-',
      '"',
      "'",
      '`',
      ',',
      '\\',
      '#',
      '<',
      '>',
      ' ',
      '\n',
      'a',
      '_time:',
      'in(',
      'range(',
      'stats ',
      'by ',
      'sort ',
      'if (',
      'math ',
      'limit ',
      '5m',
      'offset ',
      'or ',
      'not ',
      '\u0000',
      '\ud800',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          parseQuery(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('is what nesting without end gives', () => {
    expect(errorOf('('.repeat(50_000)).message).toContain('Nested too deeply');
    expect(errorOf('!'.repeat(50_000)).message).toContain('Nested too deeply');
    expect(errorOf('a:in('.repeat(50_000)).message).toContain('Nested too deeply');
    expect(errorOf(`* | math ${'('.repeat(50_000)}`).message).toContain('Nested too deeply');
    expect(errorOf('a'.repeat(300_000)).message).toContain('too long');
  });
});
