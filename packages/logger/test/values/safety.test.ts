import {
  ecs,
  gcp,
  JsonFormatter,
  jsonOf,
  LogfmtFormatter,
  OtelFormatter,
  onInternalError,
  PrettyFormatter,
  TextFormatter,
} from '@logboom/logger';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { collector } from '../collect.ts';

afterEach(() => onInternalError(undefined));

function throwing(): never {
  throw new Error('no');
}

/** Values that break loggers. */
function nasty(): [string, unknown][] {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  let deep: unknown = 1;
  for (let i = 0; i < 20_000; i++) deep = i % 2 === 0 ? { deep } : [deep];
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]));
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const error = new Error('outer', { cause: new AggregateError([new Error('one'), 'two'], 'many') });
  (error.cause as Error).cause = error;
  return [
    ['cycle', cycle],
    ['deep', deep],
    ['wide', wide],
    ['long array', Array.from({ length: 1_000_000 }, () => 'x')],
    ['sparse', Object.assign([], { length: 4_000_000_000 })],
    ['huge text', 'x'.repeat(10_000_000)],
    [
      'getter',
      {
        get bad() {
          return throwing();
        },
        good: 1,
      },
    ],
    ['toJSON throws', { toJSON: throwing }],
    [
      'toJSON itself',
      {
        toJSON() {
          return this;
        },
      },
    ],
    [
      'toJSON grows',
      {
        toJSON() {
          return { again: { toJSON: () => this } };
        },
      },
    ],
    ['own keys throw', new Proxy({}, { ownKeys: throwing })],
    ['get throws', new Proxy({ a: 1 }, { get: throwing })],
    ['prototype throws', new Proxy({}, { getPrototypeOf: throwing })],
    ['revoked', revoked.proxy],
    ['bigint', 123n],
    ['huge bigint', 10n ** 100n],
    ['symbol', Symbol('s')],
    ['function', throwing],
    ['map', new Map<unknown, unknown>([['a', new Map([[{}, 1n]])]])],
    ['set', new Set([1, new Set(['x'])])],
    ['buffer', Buffer.from('bytes')],
    ['typed', new Float64Array([1.5, Number.NaN])],
    ['date', new Date(0)],
    ['invalid date', new Date(Number.NaN)],
    ['regexp', /x/g],
    ['error cycle', error],
    ['error with bad stack', Object.defineProperty(new Error('e'), 'stack', { get: throwing })],
    ['error with bad message', Object.defineProperty(new Error('e'), 'message', { get: throwing })],
    ['null prototype', Object.assign(Object.create(null), { a: 1 })],
    [
      'class with toString',
      new (class {
        toString() {
          return throwing();
        }
      })(),
    ],
    ['nan', Number.NaN],
    ['lone surrogate', '\ud800'],
    ['promise', Promise.resolve(1)],
    ['weak', new WeakMap()],
    ['polluting', JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}')],
  ];
}

describe.each([
  ['json', undefined],
  ['ecs', new JsonFormatter({ shape: ecs(), template: true })],
  ['gcp', new JsonFormatter({ shape: gcp() })],
  ['otel', new OtelFormatter()],
  ['text', new TextFormatter({ format: '%(message)s %(bad)s', fields: true })],
  ['logfmt', new LogfmtFormatter()],
  ['pretty', new PrettyFormatter()],
])('%s', (_name, formatter) => {
  test.each(nasty())('%s costs at most its own field', (_label, value) => {
    const problems: unknown[] = [];
    onInternalError((where, error) => void problems.push([where, error]));
    const { log, lines } = collector(formatter);
    log.info('as a field', { bad: value, good: 'kept' });
    log.info('as an argument %s', value);
    log.info('as a number %d', value);
    log.info('after the message', value);
    log.info`in a literal ${value}`;
    log.info({ bad: value }, 'first');
    log.child({ bad: value, good: 'kept' }).info('bound');
    log.info(value);
    expect(problems).toEqual([]);
    expect(lines.length).toBe(8);
    expect(lines[0]).toContain('kept');
    expect(lines[6]).toContain('kept');
    for (const line of lines) expect(line.length).toBeLessThan(400_000);
    if (lines[0]?.startsWith('{')) for (const line of lines) JSON.parse(line);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test('any value becomes JSON that reads back', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withNullPrototype: true,
        withObjectString: true,
        withSparseArray: true,
      }),
      (value) => {
        const text = jsonOf(value);
        if (text !== undefined) JSON.parse(text);
      },
    ),
    { numRuns: 2000 },
  );
});

test('plain JSON is written as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(JSON.parse(jsonOf(value)!)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 1000 },
  );
});

test('values are shown as well as can be', () => {
  expect(
    JSON.parse(
      jsonOf({
        big: 2n ** 70n,
        map: new Map([['a', 1]]),
        set: new Set([1]),
        date: new Date(0),
        bytes: Buffer.from('hi'),
      })!,
    ),
  ).toEqual({
    big: '1180591620717411303424',
    map: { a: 1 },
    set: [1],
    date: '1970-01-01T00:00:00.000Z',
    bytes: 'aGk=',
  });
  const error = new Error('outer', { cause: new RangeError('inner') });
  expect(JSON.parse(jsonOf(Object.assign(error, { code: 'E_X' }))!)).toMatchObject({
    type: 'Error',
    message: 'outer',
    code: 'E_X',
    cause: { type: 'RangeError', message: 'inner' },
  });
  expect(JSON.parse(jsonOf(new AggregateError([new Error('one')], 'many'))!)).toMatchObject({
    type: 'AggregateError',
    errors: [{ message: 'one' }],
  });
});

test('a handler, formatter or filter that throws is reported, and the others get the record', () => {
  const reports: string[] = [];
  onInternalError((where) => void reports.push(where));
  const { log, lines, manager } = collector();
  const { log: bad, manager: badTree } = collector({ format: throwing });
  bad.info('x');
  badTree.root.addFilter(throwing);
  manager.root.handlers[0]!.addFilter(throwing);
  log.info('kept');
  expect(lines.length).toBe(1);
  expect(reports).toEqual(['handler FunctionHandler', 'handler FunctionHandler']);
});
