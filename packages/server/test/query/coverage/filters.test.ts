import { compileFilter, type Filter, printFilter, type Query } from '@logboom/logsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../engine.ts';
import { AWKWARD, AWKWARD_NAME, AWKWARD_RECORDS, NOW } from './awkward.ts';

type Kind = Filter['kind'];
type Make = (field: string, value: string) => Filter[];

const none = { from: false, to: true };
const filled = (value: string) => (value === '' ? 'x' : value);

/** The awkward value wherever a filter takes one; a kind that is missing here does not compile. */
const FILTERS: Record<Kind, Make> = {
  all: () => [{ kind: 'all' }],
  and: (field, text) => [{ kind: 'and', filters: [exact(field, text), { kind: 'any', field: 'even' }] }],
  or: (field, text) => [{ kind: 'or', filters: [exact(field, text), { kind: 'empty', field: 'even' }] }],
  not: (field, text) => [{ kind: 'not', filter: exact(field, text) }],
  time: () => [{ kind: 'time', range: { form: 'last', duration: '50s' }, offset: '5s' }],
  day_range: () => [{ kind: 'day_range', from: '09:00', to: '10:00', open: none, offset: '' }],
  week_range: () => [{ kind: 'week_range', from: 3, to: 5, open: none, offset: '-1h' }],
  stream: (field, value) => [
    { kind: 'stream', alternatives: [[{ label: field, operator: '=', value }]] },
    { kind: 'stream', alternatives: [[{ label: field, operator: 'not_in', values: [value, 'x'] }]] },
  ],
  phrase: (field, text) =>
    [false, true].map((ignoreCase) => ({ kind: 'phrase', field, text: filled(text), ignoreCase })),
  prefix: (field, text) =>
    [false, true].map((ignoreCase) => ({ kind: 'prefix', field, text: filled(text), ignoreCase })),
  empty: (field) => [{ kind: 'empty', field }],
  any: (field) => [{ kind: 'any', field }],
  exact: (field, text) => [exact(field, text)],
  exact_prefix: (field, text) => [{ kind: 'exact_prefix', field, text: filled(text).slice(0, 4) }],
  in: (field, value) => [{ kind: 'in', field, values: [value, 'x'] }],
  contains_all: (field, value) => [{ kind: 'contains_all', field, values: [value, value.slice(0, 2)] }],
  contains_any: (field, value) => [{ kind: 'contains_any', field, values: [value, 'x'] }],
  in_query: (field, value) => [{ kind: 'in_query', field, query: giving(value) }],
  contains_all_query: (field, value) => [{ kind: 'contains_all_query', field, query: giving(value) }],
  contains_any_query: (field, value) => [{ kind: 'contains_any_query', field, query: giving(value) }],
  seq: (field, text) => [{ kind: 'seq', field, phrases: [text.slice(0, 2), text.slice(-3)] }],
  regexp: (field, text) => [{ kind: 'regexp', field, pattern: text.replace(/[^\p{L}\p{N} ]/gu, '.') }],
  compare: (field, value) =>
    (['<', '>='] as const).map((operator) => ({ kind: 'compare', field, operator, value: filled(value) })),
  range: (field) => [{ kind: 'range', field, from: '10', to: '10KiB', open: none }],
  ipv4_range: (field) => [{ kind: 'ipv4_range', field, from: '10.0.0.0/24', to: '' }],
  string_range: (field, from) => [{ kind: 'string_range', field, from, to: 'x' }],
  len_range: (field, text) => [{ kind: 'len_range', field, from: '1', to: String([...text].length) }],
  value_type: (field) =>
    ['uint8', 'uint64', 'int64', 'float64', 'ipv4', 'iso8601', 'string'].map((type) => ({
      kind: 'value_type',
      field,
      type,
    })),
  eq_field: (field) => [{ kind: 'eq_field', field, other: '_msg' }],
  le_field: (field) => [{ kind: 'le_field', field, other: 'even' }],
  lt_field: (field) => [{ kind: 'lt_field', field, other: 'even' }],
};

function exact(field: string, text: string): Filter {
  return text === '' ? { kind: 'empty', field } : { kind: 'exact', field, text };
}

/** A query of which nothing but this value comes. */
function giving(value: string): Query {
  const options = { concurrency: 0, ignoreGlobalTimeFilter: false };
  const filter: Filter = {
    kind: 'and',
    filters: [exact(AWKWARD_NAME, value), { kind: 'any', field: 'even' }],
  };
  return { options, filter, pipes: [{ kind: 'fields', fields: [{ name: AWKWARD_NAME, prefix: false }] }] };
}

/** What the evaluator can carry out in place of a filter with a query inside. */
function evaluated(filter: Filter, value: string): Filter {
  if (
    filter.kind === 'in_query' ||
    filter.kind === 'contains_all_query' ||
    filter.kind === 'contains_any_query'
  ) {
    const kind = filter.kind.replace('_query', '') as 'in' | 'contains_all' | 'contains_any';
    return { kind, field: filter.field, values: [value] };
  }
  return filter;
}

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.insert([...AWKWARD_RECORDS]);
});
afterAll(() => engine.stop());

describe('over awkward values', () => {
  const cases = Object.entries(FILTERS) as [Kind, Make][];
  test.each(cases)('%s selects what the evaluator selects', async (_kind, make) => {
    const wanted = new Map<string, Filter>();
    for (const field of ['_msg', AWKWARD_NAME, 'missing', 'service']) {
      for (const value of AWKWARD)
        for (const filter of make(field, value)) wanted.set(printFilter(filter), evaluated(filter, value));
    }
    const texts = [...wanted.keys()];
    for (let first = 0; first < texts.length; first += 25) {
      const part = texts.slice(first, first + 25);
      const functions = part.map((text, index) => `uniq_values(id) if (${text}) as r${index}`);
      const [row] = await engine.query(`* | stats ${functions.join(', ')}`, { now: NOW });
      part.forEach((text, index) => {
        const test = compileFilter(wanted.get(text)!, { now: NOW });
        const expected = AWKWARD_RECORDS.filter(test).map(({ id }) => id);
        const found = JSON.parse(row![`r${index}`] ?? '[]') as string[];
        expect(found.sort(), text).toEqual(expected.sort());
      });
    }
    // The first few on their own, where indexes are asked.
    for (const text of texts.filter((_, index) => index % 16 === 3)) {
      const test = compileFilter(wanted.get(text)!, { now: NOW });
      const rows = await engine.query(`${text} | fields id`, { now: NOW });
      const expected = AWKWARD_RECORDS.filter(test).map(({ id }) => id);
      expect(rows.map(({ id }) => id).sort(), text).toEqual(expected.sort());
    }
  });

  test('the table is as it was', async () => {
    expect(await engine.query('* | stats count() n')).toEqual([{ n: String(AWKWARD_RECORDS.length) }]);
  });
});
