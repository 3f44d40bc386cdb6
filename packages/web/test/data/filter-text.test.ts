import { compileFilter, parseQuery } from '@logboom/logsql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTerm,
  exactTerm,
  quoted,
  removeTerm,
  splitQuery,
  valuesOf,
  withValues,
} from '../../src/data/filter-text.ts';
import { readRecord } from '../../src/data/row.ts';

describe('splitQuery', () => {
  it.each([
    ['', [], ''],
    ['*', [], ''],
    ['error timeout', ['error', 'timeout'], ''],
    ['error and timeout', ['error', 'timeout'], ''],
    ['level:in(warn, error) "two words"', ['level:in(warn, error)', '"two words"'], ''],
    ['a or b', ['a or b'], ''],
    ['a not b', ['a', 'not b'], ''],
    ['x | stats by (service) count()', ['x'], '| stats by (service) count()'],
    ['"a | b" | limit 3', ['"a | b"'], '| limit 3'],
    ['"un\\"closed', ['"un\\"closed'], ''],
  ])('%s', (query, terms, pipes) => {
    expect(splitQuery(query)).toEqual({ terms, pipes });
  });
});

describe('filters as text', () => {
  it('holds a field to values and sets it free', () => {
    const one = withValues('timeout', 'level', ['error']);
    expect(one).toBe('timeout level:=error');
    const two = withValues(one, 'level', ['warn', 'error']);
    expect(two).toBe('timeout level:in(warn, error)');
    expect(valuesOf(two, 'level')).toEqual(['warn', 'error']);
    expect(withValues(two, 'level', [])).toBe('timeout');
  });

  it('keeps pipes at the end', () => {
    expect(withValues('a | limit 5', 'level', ['error'])).toBe('a level:=error | limit 5');
  });

  it('puts parentheses around an or', () => {
    expect(addTerm('a or b', 'level:=error')).toBe('(a or b) level:=error');
  });

  it('includes and excludes', () => {
    const included = addTerm('', exactTerm('host', 'web 1'));
    expect(included).toBe('host:="web 1"');
    expect(addTerm(included, `-${exactTerm('host', 'web 1')}`)).toBe('-host:="web 1"');
    expect(removeTerm(included, 'host:="web 1"')).toBe('');
  });

  it('reads what people write for a level', () => {
    expect(valuesOf('level:error x', 'level')).toEqual(['error']);
    expect(valuesOf('-level:error', 'level')).toEqual([]);
  });

  it('writes any value so that the language reads it and the record matches', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(value, fc.constantFrom('logger', 'http.status', 'a b', 'in'), (text, field) => {
        const query = addTerm('*', exactTerm(field, text));
        const matches = compileFilter(parseQuery(query).filter);
        const record = readRecord(
          JSON.stringify({ logger: text, attributes: { 'http.status': text, 'a b': text, in: text } }),
        );
        expect(matches(record)).toBe(true);
        expect(matches(readRecord('{}'))).toBe(false);
        expect(valuesOf(query, field)).toEqual([text]);
      }),
    );
  });

  it('quotes what the language would read otherwise', () => {
    expect(quoted('myapp.area1')).toBe('myapp.area1');
    expect(quoted('or')).toBe('"or"');
    expect(quoted('a:b')).toBe('"a:b"');
  });
});
