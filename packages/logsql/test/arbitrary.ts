import fc from 'fast-check';
import type { Filter, Query, StreamCondition } from '../src/index.ts';

/** Texts with everything that quoting, matching and indexes could stumble over. */
export const texts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('error', 'a', 'foo_bar', 'ERROR', 'αβγ', 'тест', '42', '10KiB', '1.5', '5m'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'foo bar',
      'a.b',
      'x-y',
      '"quoted"',
      "it's",
      'back\\slash',
      'new\nline',
      'ta\tb',
      '*',
      'a*',
      '10.0.0.1',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "'; DROP TABLE logs --",
      '{p1:String}',
      '%',
      '_',
      '\\',
      '`',
      '#',
      '|',
      '(',
      ')',
      'and',
      'or',
      'not',
      'limit',
      'İ',
      'ß',
      '😀',
      '“error”',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);

export const fields = fc.constantFrom(
  '_msg',
  'service',
  'level',
  'host',
  'user.name',
  'size',
  'a b',
  'message',
  'seq',
  'Δ',
  '__proto__',
  'timestamp',
  'severity',
  '_stream',
  '_stream_id',
  'trace_id',
  'constructor',
);
const someTexts = fc.array(texts, { maxLength: 3 });
const filled = texts.filter((text) => text !== '');
const numbers = fc.constantFrom('0', '-5', '1.5', '10KiB', '5m', '1_000', 'inf', '-Inf', '0x10');
const counts = fc.constantFrom('0', '3', '1_0', '0xff');
const durations = fc.constantFrom('5m', '1h30m', '2.5d15m42.345s', '1w', '10ns', '3µs');
const times = fc.constantFrom(
  '2026',
  '2026-07Z',
  '2026-07-01',
  '2026-07-01T10Z',
  '2026-07-01T10:15+05:30',
  '2026-07-01T10:15:30.123Z',
  '1782900000',
  'now',
  'now-5m',
);
const open = fc.record({ from: fc.boolean(), to: fc.boolean() });
const offsets = fc.oneof(fc.constant(''), durations, fc.constant('-1h'));
const operators = fc.constantFrom('<', '<=', '>', '>=');
const patterns = fc.constantFrom(
  'err|warn',
  '^a.*b$',
  '(?i)ERROR',
  '\\d+',
  '[а-я]+',
  'a.b',
  '',
  '"',
  '\\\\',
  'x{1,3}?',
);

const labels = fc.constantFrom('service', 'host', 'source', 'a-b');
const conditions: fc.Arbitrary<StreamCondition> = fc.oneof(
  fc.record({ label: labels, operator: fc.constantFrom('=', '!='), value: texts }),
  fc.record({ label: labels, operator: fc.constantFrom('=~', '!~'), value: patterns }),
  fc.record({ label: labels, operator: fc.constantFrom('in', 'not_in'), values: someTexts }),
);

const timeFilters: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant('time'),
    range: fc.oneof(
      fc.record({ form: fc.constant('last'), duration: durations }),
      fc.record({ form: fc.constant('at'), time: times }),
      fc.record({ form: fc.constant('compare'), operator: operators, time: fc.oneof(times, durations) }),
      fc.record({ form: fc.constant('between'), from: times, to: times, open }),
    ),
    offset: offsets,
  }),
  fc.record({ kind: fc.constant('time'), range: fc.constant({ form: 'until' }), offset: durations }),
  fc.record({
    kind: fc.constant('day_range'),
    from: fc.constantFrom('00:00', '08:30', '23:59'),
    to: fc.constantFrom('07:00', '18:00', '24:00'),
    open,
    offset: offsets,
  }),
  fc.record({ kind: fc.constant('week_range'), from: fc.nat(6), to: fc.nat(6), open, offset: offsets }),
);

const valueFilters: fc.Arbitrary<Filter> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('phrase', 'prefix'),
      field: fields,
      text: filled,
      ignoreCase: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constantFrom('empty', 'any'), field: fields }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('exact', 'exact_prefix'), field: fields, text: filled }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('in', 'contains_all', 'contains_any'),
      field: fields,
      values: someTexts.filter((values) => !(values.length === 1 && values[0] === '*')),
    }),
  },
  fc.record({ kind: fc.constant('seq'), field: fields, phrases: someTexts }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('regexp'), field: fields, pattern: patterns }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('compare'),
      field: fields,
      operator: operators,
      value: fc.oneof(numbers, filled),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('range'), field: fields, from: numbers, to: numbers, open }),
  },
  fc.record({
    kind: fc.constant('ipv4_range'),
    field: fields,
    from: fc.constantFrom('10.0.0.0', '1.2.3.4'),
    to: fc.constantFrom('10.0.0.9', ''),
  }),
  fc.record({
    kind: fc.constant('ipv4_range'),
    field: fields,
    from: fc.constant('10.0.0.0/8'),
    to: fc.constant(''),
  }),
  fc.record({ kind: fc.constant('string_range'), field: fields, from: texts, to: texts }),
  fc.record({
    kind: fc.constant('len_range'),
    field: fields,
    from: counts,
    to: fc.oneof(counts, fc.constant('inf')),
  }),
  fc.record({
    kind: fc.constant('value_type'),
    field: fields,
    type: fc.constantFrom('uint8', 'uint64', 'int64', 'float64', 'ipv4', 'iso8601', 'string'),
  }),
  fc.record({ kind: fc.constantFrom('eq_field', 'le_field', 'lt_field'), field: fields, other: fields }),
);

/** A list has at least two parts, and none of its own kind: that is what reading gives. */
function joined(kind: 'and' | 'or', filter: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  const parts = fc.array(
    filter.filter((part) => part.kind !== kind),
    { minLength: 2, maxLength: 3 },
  );
  return parts.map((filters) => ({ kind, filters }));
}

export const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant<Filter>({ kind: 'all' }) },
    { weight: 12, arbitrary: valueFilters },
    { weight: 2, arbitrary: timeFilters },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.array(conditions, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
        .map((alternatives): Filter => ({ kind: 'stream', alternatives })),
    },
    { weight: 2, arbitrary: joined('and', tie('filter')) },
    { weight: 2, arbitrary: joined('or', tie('filter')) },
    {
      weight: 2,
      arbitrary: tie('filter')
        .filter((filter) => filter.kind !== 'not')
        .map((filter): Filter => ({ kind: 'not', filter })),
    },
  ),
})).filter;

/** A query without pipes or options. */
export function queryOf(filter: Filter): Query {
  return { options: { concurrency: 0, ignoreGlobalTimeFilter: false }, filter, pipes: [] };
}
