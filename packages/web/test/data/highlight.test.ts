import { describe, expect, it } from 'vitest';
import { highlightOf } from '../../src/data/highlight.ts';

const marked = (query: string, text: string): string => {
  const pattern = highlightOf(query);
  return pattern === undefined ? text : text.replace(pattern, '[$1]');
};

describe('highlightOf', () => {
  it.each([
    ['timeout', 'a timeout came', 'a [timeout] came'],
    ['level:error "card declined"', 'the card declined error', 'the [card declined] error'],
    ['order or card', 'order card', '[order] [card]'],
    ['"order 1" order', 'order 1 order', '[order 1] [order]'],
    ['time*', 'timeout', '[time]out'],
    ['"a.b (c)"', 'x a.b (c) axb', 'x [a.b (c)] axb'],
    ['-timeout level:=error', 'timeout', 'timeout'],
    ['*', 'anything', 'anything'],
    ['x | limit 3', 'x limit', '[x] limit'],
  ])('%s', (query, text, wanted) => {
    expect(marked(query, text)).toBe(wanted);
  });
});
