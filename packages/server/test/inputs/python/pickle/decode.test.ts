import { describe, expect, test } from 'vitest';
import { decodePickle } from '../../../../src/inputs/python/pickle/decode.ts';
import { type PythonDict, PythonFloat, PythonObject } from '../../../../src/inputs/python/pickle/values.ts';
import { showPythonValue } from '../../../../src/inputs/python/show/show.ts';
import { evaluatePython, FIXTURES, pairsOf, runPython } from '../fixtures.ts';

describe.each(FIXTURES)('pickles of Python $python', ({ pickles }) => {
  test('show as Python shows them, from every protocol and both picklers', () => {
    const shown = pickles.map((one) => ({
      ...one,
      shown: showPythonValue(decodePickle(Buffer.from(one.pickle, 'base64'))),
    }));
    expect(shown).toEqual(pickles);
    expect(new Set(pickles.map(({ protocol }) => protocol)).size).toBeGreaterThanOrEqual(3);
  });
});

test('the fixtures are of all the versions that are promised', () => {
  const versions = FIXTURES.map(({ python }) => python.split('.').slice(0, 2).join('.'));
  expect(versions).toEqual(expect.arrayContaining(['2.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13']));
});

test('random values show as the interpreter shows them', () => {
  const seed = 1 + Math.floor(Math.random() * 2 ** 31);
  let count = 0;
  for (const [pickle, text] of pairsOf(runPython('random_values.py', '2000', String(seed)))) {
    const shown = showPythonValue(decodePickle(pickle), { text: 1_000_000, depth: 16 });
    expect(shown, `seed ${seed}, pickle ${pickle.toString('base64')}`).toBe(text);
    count++;
  }
  expect(count).toBe(2000);
});

const python = (expression: string, protocol: number): Buffer =>
  evaluatePython(
    `import pickle, sys, logging\nsys.stdout.buffer.write(pickle.dumps(${expression}, ${protocol}))`,
  );

test('integers past 2^53 are exact, floats and integers stay apart', () => {
  const value = decodePickle(python('[2**53 - 1, 2**53 + 1, -2**63, 1.0, 1, -0.0, 1.5]', 1));
  expect(value).toEqual([
    9007199254740991,
    9007199254740993n,
    -9223372036854775808n,
    new PythonFloat(1),
    1,
    new PythonFloat(-0),
    1.5,
  ]);
});

test('classes, arguments and state are kept, and nothing is made of them', () => {
  const value = decodePickle(python("logging.makeLogRecord({'msg': 'm'})", 2));
  expect(value).toBeInstanceOf(PythonObject);
  const { module, name, state } = value as PythonObject;
  expect([module, name]).toEqual(['logging', 'LogRecord']);
  expect((state as PythonDict).get('msg')).toBe('m');
});

test('bytes are views of the input', () => {
  const pickle = Buffer.from('80034304deadbeef2e', 'hex');
  const value = decodePickle(pickle) as Uint8Array;
  pickle[4] = 0;
  expect([...value]).toEqual([0, 0xad, 0xbe, 0xef]);
});

test('a plain Uint8Array is read like a Buffer, and what follows the STOP is ignored', () => {
  const bytes = new Uint8Array([0xff, 0x4b, 0x07, 0x2e, 0x00]).subarray(1);
  expect(decodePickle(bytes)).toBe(7);
});

test('lone surrogates survive, bytes that are no UTF-8 become U+FFFD', () => {
  expect(decodePickle(python(String.raw`'a\ud800b\udfffc\uffff'`, 1))).toBe('a\ud800b\udfffc\uffff');
  expect(decodePickle(Buffer.from('580300000061ff622e', 'hex'))).toBe('a\ufffdb');
});

test.each([
  ['persistent id of protocol 0', 'Pdb:7\n.', "<persistent id 'db:7'>"],
  ['persistent id', 'K\x07Q.', '<persistent id 7>'],
  ['extension code', '\x82\x05.', 'copyreg.extension_5'],
  ['out-of-band buffer', '\x80\x05\x97\x98.', '<buffer>()'],
  ['call of a call', 'cm\nf\n)R)R.', '<call>(m.f(), ())'],
])('%s is inert', (_, pickle, shown) => {
  expect(showPythonValue(decodePickle(Buffer.from(pickle, 'latin1')))).toBe(shown);
});
