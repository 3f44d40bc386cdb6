import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  LEVELS,
  levelOf,
  SEVERITY,
  severityOfNumber,
  severityOfPino,
  severityOfPython,
  severityOfSyslog,
  severityOfWord,
} from '../src/index.ts';

test('each level begins at its severity number and has four', () => {
  for (const level of LEVELS) {
    for (let step = 0; step < 4; step++) expect(levelOf(SEVERITY[level] + step)).toBe(level);
  }
  expect([0, 25, Number.NaN].map(levelOf)).toEqual(['info', 'info', 'info']);
});

test.each([
  ['CRITICAL', 'fatal'],
  ['Warning', 'warn'],
  [' error ', 'error'],
  ['NOTICE', 'info'],
  ['emerg', 'fatal'],
  ['verbose', 'trace'],
  ['E', 'error'],
])('%s is %s', (word, level) => {
  expect(levelOf(severityOfWord(word))).toBe(level);
});

test('a word that is no level is none', () => {
  for (const word of ['', 'nonsense', 'constructor', '__proto__']) expect(severityOfWord(word)).toBe(0);
});

test.each([
  [severityOfPython, [10, 20, 30, 40, 50], ['debug', 'info', 'warn', 'error', 'fatal']],
  [severityOfPino, [10, 20, 30, 40, 50, 60], ['trace', 'debug', 'info', 'warn', 'error', 'fatal']],
  [
    severityOfSyslog,
    [7, 6, 5, 4, 3, 2, 1, 0],
    ['debug', 'info', 'info', 'warn', 'error', 'fatal', 'fatal', 'fatal'],
  ],
])('%o counts %j as %j', (severityOf, numbers, levels) => {
  expect(numbers.map((number) => levelOf(severityOf(number)))).toEqual(levels);
});

test('within a scale more is never less severe', () => {
  const number = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(severityOfPython(low)).toBeLessThanOrEqual(severityOfPython(high));
      expect(severityOfPino(low)).toBeLessThanOrEqual(severityOfPino(high));
      if (high < 8) expect(severityOfSyslog(low)).toBeGreaterThanOrEqual(severityOfSyslog(high));
    }),
  );
});

test('a number in a field for the level is syslog’s up to 7, then pino’s', () => {
  expect([0, 3, 7, 10, 30, 60].map((number) => levelOf(severityOfNumber(number)))).toEqual([
    'fatal',
    'error',
    'debug',
    'trace',
    'info',
    'fatal',
  ]);
  expect([Number.NaN, Number.POSITIVE_INFINITY].map(severityOfNumber)).toEqual([0, 0]);
});
