import { LogboomError } from '@logboom/core';
import { describe, expect, test } from 'vitest';
import { decodePickle } from '../../../../src/inputs/python/pickle/decode.ts';
import { PICKLE_LIMITS } from '../../../../src/inputs/python/pickle/limits.ts';
import { PythonDict } from '../../../../src/inputs/python/pickle/values.ts';
import { showPythonValue } from '../../../../src/inputs/python/show/show.ts';
import { evaluatePython, FIXTURES } from '../fixtures.ts';

function reasonFor(pickle: string | Buffer, limits = {}): string {
  const bytes = typeof pickle === 'string' ? Buffer.from(pickle, 'latin1') : pickle;
  try {
    decodePickle(bytes, { ...PICKLE_LIMITS, ...limits });
  } catch (error) {
    if (LogboomError.is(error) && error.code === 'LB_PICKLE_INVALID') return error.message;
    throw error;
  }
  return 'decoded';
}

test.each([
  ['', 'byte 0: the end comes before the STOP'],
  ['}', 'byte 1: the end comes before the STOP'],
  ['.', 'byte 1: the stack is empty'],
  ['\x80\x06.', 'byte 2: protocol 6 is not known (0 to 5 are)'],
  ['K\x01\xff.', 'byte 2: opcode 0xff is not known'],
  ['X\xff\xff\xff\x7fa.', 'byte 5: an argument of 2147483647 bytes reaches past the end (7 bytes)'],
  ['\x8b\xff\xff\xff\x7f.', 'byte 5: an argument of 2147483647 bytes reaches past the end (6 bytes)'],
  ['\x8e\xff\xff\xff\xff\xff\xff\xff\xff.', 'byte 9: an argument of 18446744073709552000 bytes reaches past'],
  ['\x95\xff\xff\xff\xff\x00\x00\x00\x00N.', 'byte 9: a frame of 4294967295 bytes reaches past the end'],
  ['h\x05.', 'byte 1: nothing is kept under memo index 5'],
  ['Nq', 'byte 2: an argument of 1 bytes reaches past the end (2 bytes)'],
  ['q\x00.', 'byte 1: the stack is empty'],
  ['}K\x01s.', 'byte 4: the stack is empty'],
  ['}(K\x01u.', 'byte 5: a key without a value'],
  ['N(K\x01K\x02u.', 'byte 7: keys and values for what is no dict'],
  ['NK\x01a.', 'byte 4: items for what is no list'],
  ['t.', 'byte 1: no mark is set'],
  ['K\x01(a.', 'byte 4: the stack is empty'],
  ['Iabc\n.', 'byte 5: INT without digits'],
  ['Fx\n.', 'byte 3: FLOAT without a number'],
  ['L12', 'byte 1: a line without its end'],
  ['Sabc\n.', 'byte 5: STRING without quotes'],
])('%j is refused, with the offset and the reason', (pickle, reason) => {
  expect(reasonFor(pickle)).toContain(`A pickle cannot be read at ${reason}`);
});

test('every cut of a real pickle is refused', () => {
  const { frames } = FIXTURES.at(-1)!;
  for (const { frame } of frames) {
    const pickle = Buffer.from(frame, 'base64').subarray(4);
    for (let end = 0; end < pickle.length; end++)
      expect(reasonFor(pickle.subarray(0, end))).not.toBe('decoded');
  }
});

describe('limits', () => {
  test('bytes', () => {
    expect(reasonFor('NN.', { bytes: 2 })).toContain('3 bytes are over the limit of 2');
  });
  test('operations', () => {
    expect(reasonFor(`${'N'.repeat(101)}.`, { operations: 100 })).toContain(
      'at byte 100: more than 100 operations',
    );
  });
  test('open marks', () => {
    expect(reasonFor('('.repeat(100_000))).toContain('at byte 1001: more than 1000 marks are open');
  });
  test('bytes copied out of one text again and again', () => {
    const text = 'x'.repeat(1_000_000);
    const header = Buffer.alloc(4);
    header.writeUInt32LE(text.length);
    const twice = `c_codecs\nencode\nq\x00X${header.toString('latin1')}${text}q\x01X\x06\x00\x00\x00latin1q\x02`;
    const bomb = `${twice}${'h\x00h\x01h\x02\x86R'.repeat(1000)}.`;
    expect(reasonFor(bomb)).toContain('values are copied to more than 16777216 bytes');
  });
  test('an int over the limit is told by its size', () => {
    const bytes = Buffer.concat([Buffer.from([0x8b, 0, 16, 0, 0]), Buffer.alloc(4096, 1), Buffer.from('.')]);
    expect(showPythonValue(decodePickle(bytes))).toBe('<int of 4096 bytes>');
    expect(showPythonValue(decodePickle(Buffer.from(`L${'9'.repeat(100_000)}L\n.`)))).toBe(
      '<int of 41494 bytes>',
    );
  });
});

describe('hostile pickles', () => {
  test('a call of os.system is shown, not made', () => {
    const pickle = evaluatePython(`
import os, pickle, sys
class Evil:
    def __reduce__(self):
        return os.system, ('touch /tmp/logboom-was-here',)
sys.stdout.buffer.write(pickle.dumps({'msg': Evil()}, 1))`);
    expect(showPythonValue(decodePickle(pickle))).toBe(
      "{'msg': posix.system('touch /tmp/logboom-was-here')}",
    );
  });

  test('names of the prototype stay keys', () => {
    const value = decodePickle(
      evaluatePython(`
import pickle, sys
class O: pass
o = O(); o.__dict__['__proto__'] = {'polluted': 1}; o.__dict__['constructor'] = {'prototype': {'polluted': 1}}
sys.stdout.buffer.write(pickle.dumps([o, {'__proto__': {'polluted': 1}}], 2))`),
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf((value as PythonDict[])[1])).toBe(PythonDict.prototype);
    expect(showPythonValue(value)).toContain("{'__proto__': {'polluted': 1}}");
  });

  test('a billion laughs stay small, in memory and shown', () => {
    const pickle = evaluatePython(`
import pickle, sys
x = ['ha' * 100]
for _ in range(60): x = [x] * 10
sys.stdout.buffer.write(pickle.dumps(x, 2))`);
    const shown = showPythonValue(decodePickle(pickle), { text: 1000, depth: 100 });
    expect(shown.length).toBeLessThanOrEqual(1001);
    expect(shown.endsWith('…')).toBe(true);
    expect(showPythonValue(decodePickle(pickle), { text: 100_000, depth: 3 })).toContain('[[[..., ...');
  });

  test('lists nested 100,000 deep decode, and show as far as one may look', () => {
    const value = decodePickle(Buffer.from(`${']'.repeat(100_000)}${'a'.repeat(99_999)}.`));
    expect(showPythonValue(value)).toBe(`${'['.repeat(16)}...${']'.repeat(16)}`);
  });

  test('a value inside itself shows as a cycle', () => {
    expect(showPythonValue(decodePickle(Buffer.from(']q\x00h\x00a.', 'latin1')))).toBe('[[...]]');
    expect(showPythonValue(decodePickle(Buffer.from('}q\x00K\x01h\x00s.', 'latin1')))).toBe('{1: {...}}');
    expect(
      showPythonValue(decodePickle(Buffer.from('cm\nC\n)Rq\x00}X\x01\x00\x00\x00ah\x00sb.', 'latin1'))),
    ).toBe('m.C(a=m.C(...))');
  });

  test('a memo index far away makes no large array', () => {
    const before = process.memoryUsage().heapUsed;
    const index = '\xf0\xff\xff\xff';
    expect(decodePickle(Buffer.from(`K\x07r${index}0j${index}.`, 'latin1'))).toBe(7);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
  });
});
