import { readFileSync } from 'node:fs';
import {
  compileTail,
  PIPE_NAMES,
  parseQuery,
  printQuery,
  QueryError,
  STATS_FUNCTIONS,
} from '@logboom/logsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine, type TestEngine } from './engine.ts';
import { ODD_RECORDS } from './odd-records.ts';

const PAGE = readFileSync(new URL('../../../../docs/logsql.md', import.meta.url), 'utf8');
const EXAMPLES = [...PAGE.matchAll(/```logsql\n([\s\S]*?)```/g)].map(([, text]) => text!.trim());
const FUNCTIONS = [
  'i',
  'seq',
  'contains_all',
  'contains_any',
  'in',
  'len_range',
  'range',
  'ipv4_range',
  'string_range',
  'value_type',
  'eq_field',
  'le_field',
  'lt_field',
  'day_range',
  'week_range',
];

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.insert(ODD_RECORDS);
});
afterAll(() => engine.stop());

describe('docs/logsql.md', () => {
  test.each(EXAMPLES)('%s runs', async (example) => {
    const query = parseQuery(example);
    expect(parseQuery(printQuery(query))).toEqual(query);
    await expect(engine.query(example)).resolves.toBeInstanceOf(Array);
    try {
      compileTail(query);
    } catch (error) {
      expect(error).toBeInstanceOf(QueryError);
    }
  });

  test('names every pipe, filter and function', () => {
    const named = (name: string) => new RegExp(`\`[^\`]*\\b${name}\\b`).test(PAGE);
    expect([...PIPE_NAMES, ...FUNCTIONS, ...STATS_FUNCTIONS].filter((name) => !named(name))).toEqual([]);
  });

  test('has an example of every pipe, filter and function', () => {
    const main = [
      'fields',
      'delete',
      'copy',
      'rename',
      'filter',
      'sort',
      'limit',
      'offset',
      'first',
      'last',
      'top',
      'uniq',
      'stats',
      'facets',
      'field_names',
      'field_values',
      'patterns',
      'extract',
      'extract_regexp',
      'unpack_json',
      'unpack_logfmt',
      'unpack_syslog',
      'unpack_words',
      'format',
      'math',
      'replace',
      'replace_regexp',
      'len',
      'hash',
      'pack_json',
      'pack_logfmt',
      'drop_empty_fields',
      'decolorize',
      'collapse_nums',
      'json_array_len',
      'unroll',
      'sample',
      'stream_context',
      'join',
      'union',
    ];
    const all = EXAMPLES.join('\n');
    expect(
      [...main, ...FUNCTIONS, ...STATS_FUNCTIONS].filter((name) => !new RegExp(`\\b${name}\\b`).test(all)),
    ).toEqual([]);
  });
});
