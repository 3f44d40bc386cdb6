import type { LogRecord } from '@logboom/core';
import { numberOf, type StatsName } from '@logboom/logsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../engine.ts';
import { AWKWARD, AWKWARD_RECORDS, awkwardValueOf, QUOTED_NAME as F, NOW, quoted } from './awkward.ts';

/** A function, and what it must give over records. */
type Case = readonly [call: string, expected: (records: readonly LogRecord[]) => unknown];

const filled = (records: readonly LogRecord[]) => records.map(awkwardValueOf).filter((value) => value !== '');
const numbers = (records: readonly LogRecord[]) =>
  records.map((made) => numberOf(awkwardValueOf(made))).filter((value) => !Number.isNaN(value));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const orNaN = (values: readonly number[], of: (values: readonly number[]) => number) =>
  String(values.length === 0 ? Number.NaN : of(values));
const quantile = (phi: number) => (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const place = phi * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
};
/** Numbers by their size, then texts by their bytes. */
const ordered = (values: readonly string[]) =>
  values.toSorted((a, b) => {
    const [one, other] = [numberOf(a), numberOf(b)];
    if (Number.isNaN(one) !== Number.isNaN(other)) return Number.isNaN(one) ? 1 : -1;
    if (!Number.isNaN(one) && one !== other) return one - other;
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  });
const rowOf = (made: LogRecord | undefined) =>
  made === undefined
    ? ''
    : JSON.stringify(awkwardValueOf(made) === '' ? {} : { [unquoted()]: awkwardValueOf(made) });
const unquoted = () => JSON.parse(F) as string;
const extreme = (place: 0 | -1) => (records: readonly LogRecord[]) => {
  const value = ordered(filled(records)).at(place);
  return rowOf(records.find((made) => awkwardValueOf(made) === value));
};

/** A function that is missing here does not compile. */
const FUNCTIONS: Record<StatsName, Case> = {
  count: [`count(${F})`, (records) => String(filled(records).length)],
  count_empty: [`count_empty(${F})`, (records) => String(records.length - filled(records).length)],
  count_uniq: [`count_uniq(${F})`, (records) => String(new Set(filled(records)).size)],
  count_uniq_hash: [`count_uniq_hash(${F})`, (records) => String(new Set(filled(records)).size)],
  sum: [`sum(${F})`, (records) => orNaN(numbers(records), sum)],
  avg: [`avg(${F})`, (records) => orNaN(numbers(records), (values) => sum(values) / values.length)],
  median: [`median(${F})`, (records) => orNaN(numbers(records), quantile(0.5))],
  quantile: [`quantile(0.9, ${F})`, (records) => orNaN(numbers(records), quantile(0.9))],
  min: [`min(${F})`, (records) => ordered(filled(records))[0] ?? ''],
  max: [`max(${F})`, (records) => ordered(filled(records)).at(-1) ?? ''],
  sum_len: [
    `sum_len(${F})`,
    (records) => String(sum(records.map((made) => Buffer.byteLength(awkwardValueOf(made))))),
  ],
  rate: ['rate()', (records) => String(records.length)],
  rate_sum: [`rate_sum(${F})`, (records) => orNaN(numbers(records), sum)],
  uniq_values: [`uniq_values(${F})`, (records) => JSON.stringify(ordered([...new Set(filled(records))]))],
  values: [`values(${F})`, (records) => JSON.stringify(records.map(awkwardValueOf))],
  json_values: [`json_values(${F})`, (records) => `[${records.map(rowOf).join(',')}]`],
  row_any: [`row_any(${F})`, (records) => rowOf(records[0])],
  row_min: [`row_min(${F}, ${F})`, extreme(0)],
  row_max: [`row_max(${F}, ${F})`, extreme(-1)],
  histogram: [`histogram(${F})`, (records) => numbers(records).filter((value) => value >= 0).length],
};

/** Texts of JSON and numbers in one form; in a list of rows or values their order is the engine's. */
function comparable(name: string, result: string | number): unknown {
  if (typeof result === 'number') return result;
  if (name === 'histogram') return sum((JSON.parse(result) as { hits: number }[]).map(({ hits }) => hits));
  if (name === 'values' || name === 'json_values')
    return (JSON.parse(result) as unknown[]).map((part) => JSON.stringify(part)).sort();
  if (['sum', 'avg', 'rate_sum', 'quantile', 'median'].includes(name)) return Number(result).toPrecision(12);
  return /^(?:row_|uniq_values)/.test(name) && result !== '' ? JSON.parse(result) : result;
}

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.insert([...AWKWARD_RECORDS]);
});
afterAll(() => engine.stop());

describe('over awkward values', () => {
  test.each(Object.entries(FUNCTIONS))('%s', async (name, [call, expected]) => {
    const check = (found: Record<string, string>, records: readonly LogRecord[], label: string) =>
      expect(comparable(name, found[label] ?? ''), label).toEqual(
        comparable(name, expected(records) as string | number),
      );
    const [all] = await engine.query(`* | stats ${call} as all`, { now: NOW });
    if (name !== 'row_any') check(all!, AWKWARD_RECORDS, 'all');
    // One value at a time, the awkward one as a condition, as a key, and as the name of the result.
    const conditions = AWKWARD.map((value, index) => `${call} if (${F}:=${quoted(value)}) as r${index}`);
    const [each] = await engine.query(`* | stats ${conditions.join(', ')}`, { now: NOW });
    AWKWARD.forEach((value, index) => {
      const records = AWKWARD_RECORDS.filter((made) => awkwardValueOf(made) === value);
      if (value !== '') check(each!, records, `r${index}`);
    });
    const groups = await engine.query(`* | stats by (${F}) ${call} as ${F}`, { now: NOW });
    expect(groups).toHaveLength(new Set(AWKWARD_RECORDS.map(awkwardValueOf)).size);
  });

  test('min and max of the same field beside each other, over several parts', async () => {
    await engine.clear();
    const lines = Array.from({ length: 300 }, (_, n) => String(n + 1));
    for (const part of [lines.slice(0, 100), lines.slice(100, 200), lines.slice(200)]) {
      await engine.insert(
        part.map((line) => ({ ...AWKWARD_RECORDS[0]!, attributes: { 'log.file.line': line } })),
      );
    }
    expect(await engine.query('* | stats min("log.file.line") first, max("log.file.line") last')).toEqual([
      { first: '1', last: '300' },
    ]);
  });
});
