import { ALIASES } from '@logboom/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonReader } from '../../../src/inputs/http/ndjson.ts';
import { JsonShapes } from '../../../src/inputs/json/shapes.ts';
import { ByteRow } from '../../../src/store/native/byte-row.ts';
import { MemoryBatch } from '../memory-batch.ts';

const NAMES = Object.values(ALIASES).flat();
const LIMIT = 100_000;

/** What a reader makes of a body; with shapes, each line is read when its shape was learned. */
function read(body: string | Buffer, shapes?: JsonShapes): unknown {
  const batch = new MemoryBatch();
  const reader = new JsonReader(batch, LIMIT, shapes === undefined ? {} : { shapes });
  reader.push(Buffer.from(body));
  const { accepted, rejected, errors } = reader.end();
  return { accepted, rejected, errors, records: batch.records() };
}

function isFast(shapes: JsonShapes, line: string): boolean {
  const bytes = Buffer.from(line);
  return shapes.read(bytes, 0, bytes.length, new ByteRow());
}

const time = fc.oneof(
  fc.date({ min: new Date(0), max: new Date(2e12), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-07-01T10:15:30.123456789Z',
    '2026-07-01T10:15:31Z',
    '2026-07-01T10:15:60Z',
    '2026-07-01T10:15:30.5Z',
    '2026-07-01 10:15:30,123',
    '2026-07-01T10:15:30.Z',
    '2026-07-01T10:15:30+02:00',
    '2026-13-01T10:15:30Z',
    1_751_364_930,
    1_751_364_930_123,
    1_751_364_930.5,
    '1751364930123456789',
    'now',
    null,
  ),
);
const level = fc.constantFrom(
  'info',
  'INFO',
  'Warning',
  'error',
  'E',
  'x',
  '',
  '30',
  30,
  50,
  4,
  17,
  1.5,
  ' info',
  null,
  true,
);
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 80 }),
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -0,
    1e21,
    1e-7,
    0.25,
    'Grüße, 世界 🌊',
    '',
    'a "b" \\ c\n',
    '[1]',
    2 ** 70,
  ),
  fc.array(fc.integer(), { maxLength: 2 }),
);
const name = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.constantFrom('user', 'a', 'b', 'a.b', 'ü', '7', '__proto__', 'a"b', 'log', 'toString', 'severity_text'),
  fc.string({ maxLength: 6 }),
);
const entry = fc.oneof(
  fc.tuple(fc.constantFrom('time', 'timestamp', 'ts'), time),
  fc.tuple(fc.constantFrom('level', 'severity', 'levelname', 'severity_text'), level),
  fc.tuple(name, value),
  fc.tuple(name, fc.dictionary(name, value, { maxKeys: 3 })),
);
const object = fc.array(entry, { maxLength: 7 }).map((entries) => Object.fromEntries(entries));
/** The same names in the same order, with other values: what a program sends. */
const lines = fc
  .tuple(
    object,
    fc.array(fc.array(fc.oneof(value, time, level), { minLength: 7, maxLength: 7 }), { maxLength: 5 }),
    fc.constantFrom(0, 1, 'spaced'),
  )
  .map(([first, others, indent]) => {
    const names = Object.keys(first);
    const all = [
      first,
      first,
      ...others.map((values) => Object.fromEntries(names.map((key, i) => [key, values[i]]))),
    ];
    const write = (one: object): string => {
      const text = JSON.stringify(one);
      // As Python's json.dumps separates.
      return indent === 'spaced' ? JSON.stringify(one, null, 1).replace(/\n\s*/g, ' ') : text;
    };
    return `${all.map(write).join('\n')}\n`;
  });

describe('the fast way reads what the long way reads', () => {
  test('for any lines of one shape', () => {
    const shapes = new JsonShapes();
    fc.assert(
      fc.property(lines, (body) => {
        expect(read(body, shapes)).toEqual(read(body));
      }),
      { numRuns: 2_000 },
    );
  });

  test('for bytes that were changed', () => {
    const shapes = new JsonShapes();
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(lines, edits, (body, changes) => {
        const bytes = Buffer.from(body);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        read(body, shapes);
        expect(read(bytes, shapes)).toEqual(read(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what is read the fast way', () => {
  test.each([
    ['JSON.stringify', '{"time":"2026-07-01T10:15:30.123Z","level":"info","message":"a","user":"u1"}'],
    [
      "Python's json.dumps",
      '{"timestamp": "2026-07-01T10:15:30.123456Z", "level": "WARNING", "message": "ü", "lineno": 12}',
    ],
    [
      'pino',
      '{"level":30,"time":1751364930123,"pid":12,"hostname":"h","req":{"method":"GET","url":"/"},"msg":"done","ms":1.25}',
    ],
    ['nothing but attributes', '{"a":1,"b":{"c":null,"d":true}}'],
    ['CR LF and blanks', ' {"message" : "a" , "n" : 1 } '],
  ])('%s, from the second line on', (_title, line) => {
    const shapes = new JsonShapes();
    expect(isFast(shapes, line)).toBe(false);
    read(`${line}\n`, shapes);
    expect(isFast(shapes, line)).toBe(true);
    expect(read(`${line}\r\n${line}`, shapes)).toEqual(read(`${line}\r\n${line}`));
  });

  test.each([
    ['an escape', '{"message":"a\\n"}'],
    ['a list', '{"message":"a","tags":["b"]}'],
    ['a number that JavaScript writes otherwise', '{"message":"a","n":1.0}'],
    ['two names of one column', '{"message":"a","msg":"b"}'],
    ['a level nobody knows', '{"message":"a","level":"LOUD"}'],
  ])('not %s', (_title, line) => {
    const shapes = new JsonShapes();
    read(`${line}\n${line}\n`, shapes);
    expect(isFast(shapes, line)).toBe(false);
  });

  test('a sender that never repeats itself is not learned for ever, and others are read all the same', () => {
    const shapes = new JsonShapes();
    const usual = '{"message":"a","user":"u"}';
    read(`${usual}\n`, shapes);
    for (let i = 0; i < 20_000; i++) read(`{"name${i}":"x","other${i}":"y"}\n`, shapes);
    for (let i = 0; i < 20; i++) read(`${usual}\n`, shapes);
    expect(isFast(shapes, usual)).toBe(true);
  });
});
