import { expect, test } from 'vitest';
import { percentFormat } from '../../../src/inputs/python/percent.ts';
import { decodePickle } from '../../../src/inputs/python/pickle/decode.ts';
import { PythonTuple } from '../../../src/inputs/python/pickle/values.ts';
import { runPython } from './fixtures.ts';

test('random templates and arguments become what the interpreter makes of them', () => {
  const seed = 1 + Math.floor(Math.random() * 2 ** 31);
  const lines = runPython('random_formats.py', '4000', String(seed)).toString('utf8').trim().split('\n');
  for (const line of lines) {
    const [template, pickle, expected] = JSON.parse(line) as [string, string, string | null];
    const formatted = percentFormat(template, decodePickle(Buffer.from(pickle, 'base64')), 100_000);
    // A template without any % is a message of its own: then there is nothing to format.
    if (template.includes('%')) expect(formatted ?? null, `seed ${seed}: ${line}`).toBe(expected);
  }
  expect(lines.length).toBe(4000);
});

test('a width cannot make much of little', () => {
  const formatted = percentFormat(
    '%1000000000d|%*s|%.999999999f',
    new PythonTuple([1, 999_999_999, 'x', 1.5]),
    1000,
  );
  expect(formatted).toBe(`${' '.repeat(999)}1…`);
  expect(percentFormat('%.999999999f', new PythonTuple([1.5]), 1000)).toBeUndefined();
  expect(percentFormat('%.999999999d', new PythonTuple([1]), 1000)?.length).toBe(1000);
});

test('a template of very many conversions is left as it is', () => {
  expect(
    percentFormat('%s'.repeat(1001), new PythonTuple(new Array(1001).fill('x')), 10_000),
  ).toBeUndefined();
  expect(percentFormat('%s'.repeat(1000), new PythonTuple(new Array(1000).fill('x')), 10_000)).toBe(
    'x'.repeat(1000),
  );
});
