import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText } from '../../src/text/compare.ts';
import { formatDuration, nanosOfDuration } from '../../src/text/duration.ts';
import { formatNanos, nanosOfTime, spanOfBound, spanOfTime } from '../../src/text/instant.ts';
import { formatIpv4, parseIpv4, parseIpv4Network } from '../../src/text/ipv4.ts';
import { countOfLiteral, numberOf, numberOfLiteral } from '../../src/text/number.ts';
import { quote, quoteIfNeeded } from '../../src/text/quote.ts';
import { labelsOfStreamId, streamIdOf, streamOf } from '../../src/text/stream.ts';
import { unquote } from '../../src/text/unquote.ts';
import { valueTypeOf } from '../../src/text/value-type.ts';
import { wordsOf } from '../../src/text/words.ts';
import { xxHash64 } from '../../src/text/xxhash.ts';

describe('numbers', () => {
  test.each([
    ['12', 12],
    ['-1.5e3', -1500],
    ['.5', 0.5],
    ['10KB', 10_000],
    ['10Ki', 10_240],
    ['1.5GiB', 1.5 * 2 ** 30],
    ['7B', 7],
    ['1h33m55s', 5_635e9],
    ['-1.5ms', -1.5e6],
    ['1.2.3.4', 16_909_060],
    ['1970-01-01T00:00:01.5Z', 1.5e9],
  ])('%s is %d', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  test.each([
    '',
    'x',
    '1 ',
    '1_000',
    '0x10',
    'inf',
    'NaN',
    '1e999',
    '10kb',
    '5 m',
    '1.2.3',
    '256.1.1.1',
    '2026-02-31T00:00:00Z',
    '١٢',
  ])('%j is none in a record', (text) => {
    expect(numberOf(text)).toBeNaN();
  });

  test('may be written in further ways in a query', () => {
    expect(['1_000', '0xff', '0b101', '0o17', '-inf', 'Inf', '1_0.5_5'].map(numberOfLiteral)).toEqual([
      1000,
      255,
      5,
      15,
      -Infinity,
      Infinity,
      10.55,
    ]);
    expect(['10', '1K', '-1', '1.5', 'inf', 'x'].map(countOfLiteral)).toEqual([
      10,
      1000,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('durations and times', () => {
  test('survive being written and read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }), (nanos) => {
        expect(nanosOfDuration(formatDuration(nanos))).toBe(nanos);
        if (nanos >= 0n) expect(nanosOfTime(formatNanos(nanos))).toBe(nanos);
      }),
    );
  });

  test.each([
    ['2026', '2026-01-01T00:00:00.000000000Z', '2026-12-31T23:59:59.999999999Z'],
    ['2024-02', '2024-02-01T00:00:00.000000000Z', '2024-02-29T23:59:59.999999999Z'],
    ['2026-07-01T10:15+05:30', '2026-07-01T04:45:00.000000000Z', '2026-07-01T04:45:59.999999999Z'],
    ['2026-07-01T10:15:30.5Z', '2026-07-01T10:15:30.500000000Z', '2026-07-01T10:15:30.599999999Z'],
    ['2026-02-07:00', '2026-02-01T07:00:00.000000000Z', '2026-03-01T06:59:59.999999999Z'],
  ])('%s is from %s to %s', (text, first, last) => {
    const span = spanOfTime(text)!;
    expect([formatNanos(span.first), formatNanos(span.last)]).toEqual([first, last]);
  });

  test('a bound may be relative, or a number of any unit', () => {
    const now = 1_782_900_000_000_000_000n;
    for (const text of ['now', '1782900000', '1782900000000', '1782900000000000', '1782900000000000000']) {
      expect(spanOfBound(text, now)?.first, text).toBe(now);
    }
    for (const text of ['5m', '-5m', 'now-5m'])
      expect(spanOfBound(text, now)?.first, text).toBe(now - 300_000_000_000n);
    for (const text of ['', 'x', '2026-13', '2026-02-30', '2026-07-01T25'])
      expect(spanOfBound(text, now), text).toBeUndefined();
  });
});

describe('texts', () => {
  test('survive being quoted and read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const quoted of [quote(text), quoteIfNeeded(text)]) {
          if (!quoted.startsWith('"')) expect(quoted).toBe(text);
          else expect(unquote(quoted, 0)).toEqual({ ok: true, text, end: quoted.length });
        }
      }),
    );
  });

  test('are read with the escapes of Go', () => {
    const read = (source: string) => {
      const result = unquote(source, 0);
      return result.ok ? result.text : result.problem;
    };
    expect(read(String.raw`"\xd1\x82\u00e9\U0001f600\101\a\v"`)).toBe('тé😀A\x07\v');
    expect(read(String.raw`'it\'s "x"'`)).toBe('it\'s "x"');
    expect(read('`a\\n"`')).toBe('a\\n"');
    expect(read('"open')).toContain('never closed');
  });

  test('are ordered as their bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  test('have words of any script', () => {
    expect(wordsOf('foo: (bar_1,"тест")! 日本語 é́ “x”')).toEqual([
      'foo',
      'bar_1',
      'тест',
      '日本語',
      'é',
      'x',
    ]);
  });

  test('have a narrowest type', () => {
    const types = [
      '0',
      '255',
      '256',
      '65536',
      '4294967296',
      '-1',
      '1.5',
      '1.2.3.4',
      '2026-07-01T00:00:00Z',
      '01',
      '18446744073709551616',
      '',
    ];
    expect(types.map(valueTypeOf)).toEqual([
      'uint8',
      'uint8',
      'uint16',
      'uint32',
      'uint64',
      'int64',
      'float64',
      'ipv4',
      'iso8601',
      'string',
      'string',
      '',
    ]);
  });
});

describe('streams and addresses', () => {
  test('an id of a stream tells its labels', () => {
    fc.assert(
      fc.property(
        fc.record({
          host: fc.stringMatching(/^[^\0]*$/u),
          service: fc.constantFrom('', 'a"b\\'),
          source: fc.constant('s'),
        }),
        (labels) => {
          const whole = { ...labels, host: labels.host.toWellFormed() };
          expect(labelsOfStreamId(streamIdOf(whole))).toEqual(whole);
        },
      ),
    );
    for (const id of ['', 'zz', 'ff', 'ff00ff00ff', 'AA']) expect(labelsOfStreamId(id), id).toBeUndefined();
    expect(streamOf({ host: '', service: 'a"b', source: 'x' })).toBe('{service="a\\"b",source="x"}');
  });

  test('an address survives being written and read', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (address) => {
        expect(parseIpv4(formatIpv4(address))).toBe(address);
      }),
    );
    expect(parseIpv4Network('10.1.2.3/8')).toEqual({ first: 167_772_160, last: 184_549_375 });
    expect(parseIpv4Network('10.0.0.0/33')).toBeUndefined();
  });

  test('xxHash64 gives the published values', () => {
    const hash = (text: string) => xxHash64(new TextEncoder().encode(text)).toString(16);
    expect(hash('')).toBe('ef46db3751d8e999');
    expect(hash('a')).toBe('d24ec4f1a98c6e5b');
    expect(hash('abc')).toBe('44bc2cf5ad770999');
    expect(hash('Nobody inspects the spammish repetition')).toBe('fbcea83c8a378bf1');
  });
});
