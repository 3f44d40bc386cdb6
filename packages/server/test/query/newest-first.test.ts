import { parseQuery, printQuery } from '@logboom/logsql';
import { expect, test } from 'vitest';
import { newestFirst } from '../../src/query/newest-first.ts';

test.each([
  ['error', 'error | sort by (_time desc) | limit 5'],
  ['error | fields a', 'error | sort by (_time desc) | limit 5 | fields a'],
  [
    'error | filter b | extract "x<y>"',
    'error | filter b | sort by (_time desc) | limit 5 | extract "x<y>" from _msg',
  ],
  [
    'error | extract "x<y>" | filter y:1',
    'error | sort by (_time desc) | extract "x<y>" from _msg | filter y:1 | limit 5',
  ],
  ['error | stats count() as n', 'error | stats count(*) as n | limit 5'],
  ['error | sort by (a)', 'error | sort by (a) | limit 5'],
  ['error | limit 2', 'error | limit 2 | limit 5'],
])('%s with a limit of 5 is %s', (query, expected) => {
  expect(printQuery(newestFirst(parseQuery(query), 5))).toBe(expected);
  expect(newestFirst(parseQuery(query), undefined)).toEqual(parseQuery(query));
});
