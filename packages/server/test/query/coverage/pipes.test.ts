import type { LogRecord } from '@logboom/core';
import { compileTail, type Pipe, parseQuery, patternOf } from '@logboom/logsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../engine.ts';
import { AWKWARD, AWKWARD_RECORDS, awkwardValueOf, QUOTED_NAME as F, NOW, quoted } from './awkward.ts';

type Kind = Pipe['kind'];
type Row = Record<string, string>;

/** What a pipe over all records gives, where the evaluator cannot tell. */
interface Counted {
  pipe: string;
  expected: (records: readonly LogRecord[]) => Row[];
}

/** Queries for a value, quoted: the evaluator, which sees one record at a time, makes the same rows. */
type OneByOne = (value: string) => string[];

const NAME = JSON.parse(F) as string;
const OTHER = quoted(`${NAME}2`);
const ids = (records: readonly LogRecord[]): Row[] => records.map(({ id }) => ({ id }));
const row = (fields: Row): Row =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
const counts = (records: readonly LogRecord[], of: (made: LogRecord) => string) =>
  [...Map.groupBy(records, of)].map(([value, group]) => ({ value, hits: String(group.length) }));

/** A pipe that is missing here does not compile. */
const PIPES: Record<Kind, Counted | OneByOne> = {
  fields: () => [`fields ${F}, id`, `fields id, a*, missing`],
  delete: () => [`delete ${F}, _msg`],
  copy: () => [`copy ${F} as ${OTHER}, _msg as ${F}`],
  rename: () => [`rename ${F} as x, _msg as ${F}`],
  filter: (value) => [`filter ${F}:=${value}`, `filter _msg:contains_any(${value}, "x")`],
  sort: { pipe: `sort by (${F}, id) | fields id`, expected: ids },
  limit: { pipe: 'sort by (_time) | limit 3 | fields id', expected: (all) => ids(all.slice(0, 3)) },
  offset: { pipe: 'sort by (_time) | offset 3 | fields id', expected: (all) => ids(all.slice(3)) },
  sample: { pipe: 'sample 1 | fields id', expected: ids },
  first: { pipe: `first 1 by (_time) partition by (${F}) | fields ${F}`, expected: distinct },
  last: { pipe: `last 1 by (_time) partition by (${F}) | fields ${F}`, expected: distinct },
  top: {
    pipe: `top 100 by (${F})`,
    expected: (all) => counts(all, awkwardValueOf).map(({ value, hits }) => row({ [NAME]: value, hits })),
  },
  uniq: { pipe: `uniq by (${F})`, expected: distinct },
  stats: {
    pipe: `stats by (${F}) count() as ${OTHER}`,
    expected: (all) =>
      counts(all, awkwardValueOf).map(({ value, hits }) => row({ [NAME]: value, [`${NAME}2`]: hits })),
  },
  facets: {
    pipe: `fields ${F} | facets 100`,
    expected: (all) =>
      counts(all.filter(isFilled), awkwardValueOf).map(({ value, hits }) => ({
        field_name: NAME,
        field_value: value,
        hits,
      })),
  },
  field_names: {
    pipe: `fields ${F}, missing | field_names`,
    expected: (all) => [{ name: NAME, hits: String(all.filter(isFilled).length) }],
  },
  field_values: {
    pipe: `field_values ${F}`,
    expected: (all) =>
      counts(all.filter(isFilled), awkwardValueOf).map(({ value, hits }) => ({ [NAME]: value, hits })),
  },
  patterns: {
    pipe: `patterns at ${F} | fields pattern, hits`,
    expected: (all) =>
      counts(all, (made) => patternOf(awkwardValueOf(made))).map(({ value, hits }) =>
        row({ pattern: value, hits }),
      ),
  },
  extract: () => [
    `extract "<x>b" from ${F} | fields id, x`,
    `extract if (${F}:*) "a<${NAME.replaceAll(/[<>"\\]/g, '')}>" from ${F}`,
  ],
  extract_regexp: () => [`extract_regexp "(?P<x>[a-z]+)(?P<y>.*)" from ${F} | fields id, x, y`],
  unpack_json: () => [`unpack_json from ${F} fields (a, list) result_prefix ${quoted("p'")} | delete _time`],
  unpack_logfmt: () => [`unpack_logfmt from ${F} fields (a, b) | delete _time`],
  unpack_syslog: () => [`unpack_syslog from ${F} result_prefix "s_" | fields id, s_hostname, s_format`],
  unpack_words: () => [`unpack_words from ${F} as w | fields id, w`],
  unroll: () => [`unroll by (${F}) | fields id, ${F}`],
  format: (value) => [
    `format if (${F}:=${value}) "<q:_msg>|<uc:_msg>|<hexencode:_msg>|<base64encode:_msg>|<urlencode:_msg>" as ${F} | fields id, ${F}`,
  ],
  math: () => [`math ${F} + 1 as x, ${F} default 7 as y, max(${F}, 2) as ${F} | fields id, x, y, ${F}`],
  replace: (value) => [`replace (${value}, "<$1>") at ${F}`, `replace ("a", ${value}) at ${F} limit 1`],
  replace_regexp: (value) => [`replace_regexp ("[a-z0-9]+", ${value}) at ${F} | fields id, ${F}`],
  len: () => [`len(${F}) as ${F} | fields id, ${F}`],
  hash: () => [`hash(${F}) as h | fields id, h`],
  json_array_len: () => [`json_array_len(${F}) as n | fields id, n`],
  pack_json: () => [`pack_json fields (${F}, missing) as p | fields id, p`],
  pack_logfmt: () => [`pack_logfmt fields (even, missing) as p | fields id, p`],
  drop_empty_fields: () => [`fields ${F} | drop_empty_fields`],
  decolorize: () => [`decolorize ${F} | fields id, ${F}`],
  collapse_nums: (value) => [
    `collapse_nums if (${F}:=${value}) at ${F} | fields id, ${F}`,
    `collapse_nums at ${F} prettify | fields id, ${F}`,
  ],
  stream_context: {
    pipe: 'stream_context before 1 | fields id',
    expected: ids,
  },
  join: {
    pipe: `fields id, ${F} | join by (${F}) (* | stats by (${F}) count() as n) | fields id, n`,
    expected: (all) =>
      all.map((made) => ({
        id: made.id,
        n: String(all.filter((other) => awkwardValueOf(other) === awkwardValueOf(made)).length),
      })),
  },
  union: {
    pipe: `fields id | union (${F}:* | fields id)`,
    expected: (all) => [...ids(all), ...ids(all.filter(isFilled))],
  },
};

function isFilled(made: LogRecord): boolean {
  return awkwardValueOf(made) !== '';
}

function distinct(records: readonly LogRecord[]): Row[] {
  return counts(records, awkwardValueOf).map(({ value }) => row({ [NAME]: value }));
}

function sorted(rows: readonly Row[]): string[] {
  return rows.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
}

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.insert([...AWKWARD_RECORDS]);
});
afterAll(() => engine.stop());

describe('over awkward values', () => {
  test.each(Object.entries(PIPES))('%s', async (_kind, entry) => {
    if (typeof entry !== 'function') {
      const rows = await engine.query(`* | ${entry.pipe}`, { now: NOW });
      expect(sorted(rows)).toEqual(sorted(entry.expected(AWKWARD_RECORDS)));
      return;
    }
    const queries = new Set(AWKWARD.flatMap((value) => entry(quoted(value))).map((pipe) => `* | ${pipe}`));
    for (const query of queries) {
      const tail = compileTail(parseQuery(query), { now: NOW });
      const expected = AWKWARD_RECORDS.flatMap((made) => tail(made));
      expect(sorted(await engine.query(query, { now: NOW })), query).toEqual(sorted(expected));
    }
  });

  test('the table is as it was', async () => {
    expect(await engine.query('* | stats count() n')).toEqual([{ n: String(AWKWARD_RECORDS.length) }]);
  });
});
