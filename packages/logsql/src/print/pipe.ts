import type { Filter } from '../ast/filter.ts';
import type { Pipe, PipeOf, WriteRules } from '../ast/pipe.ts';
import { quote, quoteIfNeeded } from '../text/quote.ts';
import { printFilter } from './filter.ts';
import { printMath } from './math.ts';
import { printFieldPattern, printFieldPatterns, printFields, printKeys } from './parts.ts';
import { printQuery } from './query.ts';
import { printGroupKey, printStatsFunction } from './stats.ts';
import { printTimeText } from './time.ts';

/** A pipe as a query writes it, under its first name. */
export function printPipe(pipe: Pipe): string {
  const rest = printRest(pipe).filter((part) => part !== '');
  return [pipe.kind, ...rest].join(' ');
}

function printRest(pipe: Pipe): string[] {
  switch (pipe.kind) {
    case 'fields':
    case 'delete':
      return [printFieldPatterns(pipe.fields)];
    case 'copy':
    case 'rename':
      return [
        pipe.pairs.map(({ from, to }) => `${printFieldPattern(from)} as ${printFieldPattern(to)}`).join(', '),
      ];
    case 'filter':
      return [printFilter(pipe.filter)];
    case 'limit':
    case 'offset':
    case 'sample':
      return [String(pipe.count)];
    case 'sort':
      return printSort(pipe);
    case 'first':
    case 'last':
      return [String(pipe.count), by(pipe.by), partition(pipe.partition), rank(pipe.rank)];
    case 'top':
      return [String(pipe.count), `by ${printFields(pipe.by)}`, hits(pipe.hits), rank(pipe.rank)];
    case 'uniq':
      return [
        `by ${printFields(pipe.by)}`,
        pipe.hits === '' ? '' : `with ${hits(pipe.hits)}`,
        limit(pipe.limit),
      ];
    case 'stats':
      return printStats(pipe);
    case 'facets':
      return printFacets(pipe);
    case 'field_names':
      return [as(pipe.as)];
    case 'field_values':
      return [quoteIfNeeded(pipe.field), limit(pipe.limit)];
    case 'patterns':
      return [
        `at ${quoteIfNeeded(pipe.at)}`,
        pipe.since === '' ? '' : `since ${printTimeText(pipe.since)}`,
        `trend ${pipe.trend}`,
        limit(pipe.limit),
      ];
    case 'math':
      return [
        pipe.entries.map(({ expression, as: name }) => `${printMath(expression)} ${as(name)}`).join(', '),
      ];
    case 'stream_context':
      return [`before ${pipe.before}`, `after ${pipe.after}`, `time_window ${pipe.window}`];
    case 'join':
      return [
        `by ${printFields(pipe.by)}`,
        `(${printQuery(pipe.query)})`,
        pipe.inner ? 'inner' : '',
        pipe.prefix === '' ? '' : `prefix ${quote(pipe.prefix)}`,
      ];
    case 'union':
      return [`(${printQuery(pipe.query)})`];
    default:
      return printOneRecordPipe(pipe);
  }
}

type OneRecordKind =
  | 'extract'
  | 'extract_regexp'
  | 'unpack_json'
  | 'unpack_logfmt'
  | 'unpack_syslog'
  | 'unpack_words'
  | 'format'
  | 'replace'
  | 'replace_regexp'
  | 'len'
  | 'hash'
  | 'json_array_len'
  | 'pack_json'
  | 'pack_logfmt'
  | 'drop_empty_fields'
  | 'decolorize'
  | 'collapse_nums'
  | 'unroll';

function printOneRecordPipe(pipe: PipeOf<OneRecordKind>): string[] {
  switch (pipe.kind) {
    case 'extract':
    case 'extract_regexp':
      return [when(pipe.condition), quote(pipe.pattern), `from ${quoteIfNeeded(pipe.from)}`, rules(pipe)];
    case 'unpack_json':
    case 'unpack_logfmt':
      return [
        when(pipe.condition),
        `from ${quoteIfNeeded(pipe.from)}`,
        pipe.fields.length === 0 ? '' : `fields (${printFieldPatterns(pipe.fields)})`,
        resultPrefix(pipe.resultPrefix),
        rules(pipe),
      ];
    case 'unpack_syslog':
      return [
        when(pipe.condition),
        `from ${quoteIfNeeded(pipe.from)}`,
        pipe.offset === '' ? '' : `offset ${pipe.offset}`,
        resultPrefix(pipe.resultPrefix),
        pipe.keepOriginal ? 'keep_original_fields' : '',
      ];
    case 'unpack_words':
      return [`from ${quoteIfNeeded(pipe.from)}`, as(pipe.as), pipe.dropDuplicates ? 'drop_duplicates' : ''];
    case 'format':
      return [when(pipe.condition), quote(pipe.pattern), as(pipe.as), rules(pipe)];
    case 'replace':
    case 'replace_regexp': {
      const pair = `(${quote(pipe.old)}, ${quote(pipe.replacement)})`;
      return [when(pipe.condition), pair, `at ${quoteIfNeeded(pipe.at)}`, limit(pipe.limit)];
    }
    case 'len':
    case 'hash':
    case 'json_array_len':
      return [`(${quoteIfNeeded(pipe.field)})`, as(pipe.as)];
    case 'pack_json':
    case 'pack_logfmt':
      return [pipe.fields.length === 0 ? '' : `fields (${printFieldPatterns(pipe.fields)})`, as(pipe.as)];
    case 'drop_empty_fields':
      return [];
    case 'decolorize':
      return [quoteIfNeeded(pipe.field)];
    case 'collapse_nums':
      return [when(pipe.condition), `at ${quoteIfNeeded(pipe.at)}`, pipe.prettify ? 'prettify' : ''];
    case 'unroll':
      return [when(pipe.condition), `by ${printFields(pipe.by)}`];
  }
}

function printSort(pipe: PipeOf<'sort'>): string[] {
  return [
    by(pipe.by),
    pipe.descending ? 'desc' : '',
    partition(pipe.partition),
    pipe.offset === 0 ? '' : `offset ${pipe.offset}`,
    limit(pipe.limit),
    rank(pipe.rank),
  ];
}

function printStats(pipe: PipeOf<'stats'>): string[] {
  const keys = pipe.by.length === 0 ? '' : `by (${pipe.by.map(printGroupKey).join(', ')})`;
  return [keys, pipe.functions.map((made) => `${printStatsFunction(made)} ${as(made.as)}`).join(', ')];
}

function printFacets(pipe: PipeOf<'facets'>): string[] {
  return [
    String(pipe.count),
    `max_values_per_field ${pipe.maxValuesPerField}`,
    `max_value_len ${pipe.maxValueLength}`,
    pipe.keepConstFields ? 'keep_const_fields' : '',
  ];
}

const as = (name: string) => `as ${quoteIfNeeded(name)}`;
const hits = (name: string) => `hits ${as(name)}`;
const rank = (name: string) => (name === '' ? '' : `rank ${as(name)}`);
const limit = (count: number | null) => (count === null ? '' : `limit ${count}`);
const partition = (fields: string[]) => (fields.length === 0 ? '' : `partition by ${printFields(fields)}`);
const by = (keys: PipeOf<'sort'>['by']) => (keys.length === 0 ? '' : `by ${printKeys(keys)}`);
const when = (condition: Filter | null) => (condition === null ? '' : `if (${printFilter(condition)})`);
const resultPrefix = (prefix: string) => (prefix === '' ? '' : `result_prefix ${quote(prefix)}`);

function rules({ keepOriginal, skipEmpty }: WriteRules): string {
  const parts = [keepOriginal ? 'keep_original_fields' : '', skipEmpty ? 'skip_empty_results' : ''];
  return parts.filter((part) => part !== '').join(' ');
}
