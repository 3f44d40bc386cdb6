import type { LogRecord } from '@logboom/core';
import type { Filter, FilterOf, StreamCondition } from '../ast/filter.ts';
import type { Query } from '../ast/query.ts';
import { columnOfSubquery } from '../ast/subquery.ts';
import { QueryError } from '../error.ts';
import { printFilter } from '../print/filter.ts';
import { compareText } from '../text/compare.ts';
import { nanosOfTime } from '../text/instant.ts';
import { parseIpv4, parseIpv4Network } from '../text/ipv4.ts';
import { lower } from '../text/lower.ts';
import { numberOf, numberOfLiteral } from '../text/number.ts';
import { valueTypeOf } from '../text/value-type.ts';
import { type Getter, type Resolve, resolveRecordField } from './fields.ts';
import { findPhrase, hasSequence, searchOfPhrase, searchOfPrefix } from './phrase.ts';
import { compileAnchoredRegexp, compileRegexp } from './regexp.ts';
import { compileDayRange, compileTime, compileWeekRange } from './time.ts';

/** What a filter needs to know beyond the record. */
export interface EvaluateOptions {
  /**
   * The moment that relative times count from, in nanoseconds since 1970. A function is asked for each record,
   * as it arrives: a range that ends now, such as `_time:5m`, then has no end.
   * @default a clock
   */
  now?: bigint | (() => bigint);
  /** Gives the values of a subquery (`in(... | fields x)`); without it such a filter is refused. */
  subquery?: (query: Query, field: string) => Iterable<string>;
}

/** Tests one record. */
export type Predicate<S = LogRecord> = (source: S) => boolean;

/**
 * Compiles a filter to a test of single records, as live tail and rules need it.
 *
 * @throws {QueryError} if the filter has a subquery and none can be run here.
 * @example
 * const isSlow = compileFilter(parseQuery('service:=api duration_ms:>500').filter);
 * records.filter(isSlow);
 */
export function compileFilter(filter: Filter, options: EvaluateOptions = {}): Predicate {
  return compileFilterOver(filter, resolveRecordField, options);
}

/** As {@link compileFilter}, over anything that has named fields. */
export function compileFilterOver<S>(
  filter: Filter,
  resolve: Resolve<S>,
  options: EvaluateOptions,
): Predicate<S> {
  switch (filter.kind) {
    case 'all':
      return () => true;
    case 'and':
    case 'or':
    case 'not':
      return compileLogic(filter, resolve, options);
    case 'time':
    case 'day_range':
    case 'week_range':
      return compileTimeFilter(filter, resolve('_time'), options);
    case 'stream':
      return compileStream(filter, resolve);
    case 'eq_field':
    case 'le_field':
    case 'lt_field':
      return compileFieldComparison(filter, resolve);
    default: {
      const get = resolve(filter.field);
      const test = compileValueTest(filter, options);
      return (source) => test(get(source));
    }
  }
}

function compileLogic<S>(
  filter: FilterOf<'and' | 'or' | 'not'>,
  resolve: Resolve<S>,
  options: EvaluateOptions,
): Predicate<S> {
  if (filter.kind === 'not') {
    const test = compileFilterOver(filter.filter, resolve, options);
    return (source) => !test(source);
  }
  const tests = filter.filters.map((part) => compileFilterOver(part, resolve, options));
  if (filter.kind === 'and') return (source) => tests.every((test) => test(source));
  return (source) => tests.some((test) => test(source));
}

function compileTimeFilter<S>(
  filter: FilterOf<'time' | 'day_range' | 'week_range'>,
  get: Getter<S>,
  { now = currentTime }: EvaluateOptions,
): Predicate<S> {
  if (filter.kind === 'time') {
    const test = compileTime(filter, now);
    return (source) => test(get(source));
  }
  const test = filter.kind === 'day_range' ? compileDayRange(filter) : compileWeekRange(filter);
  return (source) => {
    const nanos = nanosOfTime(get(source));
    return nanos !== undefined && test(nanos);
  };
}

function currentTime(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

function compileStream<S>({ alternatives }: FilterOf<'stream'>, resolve: Resolve<S>): Predicate<S> {
  const groups = alternatives.map((conditions) => conditions.map((one) => compileCondition(one, resolve)));
  return (source) => groups.some((tests) => tests.every((test) => test(source)));
}

function compileCondition<S>(condition: StreamCondition, resolve: Resolve<S>): Predicate<S> {
  const get = resolve(condition.label);
  if ('values' in condition) {
    const values = new Set(condition.values);
    const wanted = condition.operator === 'in';
    return (source) => values.has(get(source)) === wanted;
  }
  const { operator, value } = condition;
  const test = operator.endsWith('~') ? compileAnchoredRegexp(value) : (text: string) => text === value;
  const wanted = !operator.startsWith('!');
  return (source) => test(get(source)) === wanted;
}

function compileFieldComparison<S>(
  { kind, field, other }: FilterOf<'eq_field' | 'le_field' | 'lt_field'>,
  resolve: Resolve<S>,
): Predicate<S> {
  const left = resolve(field);
  const right = resolve(other);
  if (kind === 'eq_field') return (source) => left(source) === right(source);
  return (source) => {
    const order = compareValues(left(source), right(source));
    return kind === 'le_field' ? order <= 0 : order < 0;
  };
}

/** As numbers if both are, else as text. */
function compareValues(left: string, right: string): number {
  const a = numberOf(left);
  const b = numberOf(right);
  return Number.isNaN(a) || Number.isNaN(b) ? compareText(left, right) : a - b;
}

type ValueFilter = Exclude<Extract<Filter, { field: string }>, { other: string }>;
type Test = (text: string) => boolean;

function compileValueTest(filter: ValueFilter, options: EvaluateOptions): Test {
  switch (filter.kind) {
    case 'phrase':
    case 'prefix':
      return compilePhrase(filter);
    case 'empty':
      return (text) => text === '';
    case 'any':
      return (text) => text !== '';
    case 'exact':
      return (text) => text === filter.text;
    case 'exact_prefix':
      return (text) => text.startsWith(filter.text);
    case 'in':
    case 'contains_all':
    case 'contains_any':
      return compileList(filter.kind, filter.values);
    case 'in_query':
      return compileList('in', valuesOf(filter, options));
    case 'contains_all_query':
      return compileList('contains_all', valuesOf(filter, options));
    case 'contains_any_query':
      return compileList('contains_any', valuesOf(filter, options));
    case 'seq': {
      const searches = filter.phrases.map(searchOfPhrase);
      return (text) => hasSequence(text, searches);
    }
    case 'regexp':
      return compileRegexp(filter.pattern);
    case 'value_type':
      return (text) => valueTypeOf(text) === filter.type;
    default:
      return compileRange(filter);
  }
}

function compilePhrase({ kind, text, ignoreCase }: FilterOf<'phrase' | 'prefix'>): Test {
  const wanted = ignoreCase ? lower(text) : text;
  const search = kind === 'phrase' ? searchOfPhrase(wanted) : searchOfPrefix(wanted);
  if (ignoreCase) return (value) => findPhrase(lower(value), search) >= 0;
  return (value) => findPhrase(value, search) >= 0;
}

function compileList(kind: 'in' | 'contains_all' | 'contains_any', values: string[]): Test {
  if (kind === 'in') {
    const wanted = new Set(values);
    return (text) => wanted.has(text);
  }
  if (kind === 'contains_all') {
    // An empty phrase asks for nothing.
    const searches = values.filter((value) => value !== '').map(searchOfPhrase);
    return (text) => searches.every((search) => findPhrase(text, search) >= 0);
  }
  const searches = values.map(searchOfPhrase);
  return (text) =>
    searches.some((search) => (search.phrase === '' ? text === '' : findPhrase(text, search) >= 0));
}

function valuesOf(
  filter: FilterOf<'in_query' | 'contains_all_query' | 'contains_any_query'>,
  { subquery }: EvaluateOptions,
): string[] {
  if (subquery === undefined) {
    const text = printFilter(filter);
    const hint = 'A live tail or rule sees single records; write the values themselves.';
    throw new QueryError(text, 0, text, 'A subquery where none can be run', hint);
  }
  return [...subquery(filter.query, columnOfSubquery(filter.query)!)];
}

type RangeFilter = FilterOf<'compare' | 'range' | 'ipv4_range' | 'string_range' | 'len_range'>;

function compileRange(filter: RangeFilter): Test {
  switch (filter.kind) {
    case 'compare': {
      const bound = numberOfLiteral(filter.value);
      if (Number.isNaN(bound)) return ordered(filter.operator, (text) => compareText(text, filter.value));
      return ordered(filter.operator, (text) => numberOf(text) - bound);
    }
    case 'range': {
      const from = ordered(filter.open.from ? '>' : '>=', differenceTo(filter.from));
      const to = ordered(filter.open.to ? '<' : '<=', differenceTo(filter.to));
      return (text) => from(text) && to(text);
    }
    case 'ipv4_range': {
      const { first, last } = ipv4Bounds(filter);
      return (text) => {
        const address = parseIpv4(text);
        return address !== undefined && address >= first && address <= last;
      };
    }
    case 'string_range':
      return (text) => compareText(text, filter.from) >= 0 && compareText(text, filter.to) < 0;
    case 'len_range': {
      const from = numberOfLiteral(filter.from);
      const to = numberOfLiteral(filter.to);
      return (text) => {
        const length = charactersOf(text);
        return length >= from && length <= to;
      };
    }
  }
}

function differenceTo(literal: string): (text: string) => number {
  const bound = numberOfLiteral(literal);
  return (text) => {
    const value = numberOf(text);
    return value === bound ? 0 : value - bound;
  };
}

/** NaN, the difference to what is no number, is in no order. */
function ordered(operator: '<' | '<=' | '>' | '>=', difference: (text: string) => number): Test {
  switch (operator) {
    case '<':
      return (text) => difference(text) < 0;
    case '<=':
      return (text) => difference(text) <= 0;
    case '>':
      return (text) => difference(text) > 0;
    case '>=':
      return (text) => difference(text) >= 0;
  }
}

/** The first and last address of a filter. */
export function ipv4Bounds({ from, to }: FilterOf<'ipv4_range'>): { first: number; last: number } {
  if (to === '') return parseIpv4Network(from)!;
  return { first: parseIpv4(from)!, last: parseIpv4(to)! };
}

/** Characters, not UTF-16 units. */
export function charactersOf(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}
