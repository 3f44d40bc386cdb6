import type { Brackets, Filter, StreamCondition } from '../ast/filter.ts';
import { quote, quoteIfNeeded } from '../text/quote.ts';
import { printQuery } from './query.ts';
import { printTime, WEEKDAY_NAMES } from './time.ts';

/** A filter as a query writes it; reading it gives the same filter. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return '*';
    case 'and':
      return filter.filters.map((part) => inside(part, 'or')).join(' ');
    case 'or':
      return filter.filters.map((part) => inside(part, 'none')).join(' or ');
    case 'not':
      return `!${inside(filter.filter, 'and')}`;
    case 'time':
    case 'day_range':
    case 'week_range':
    case 'stream':
      return printSpecial(filter);
    default:
      return `${prefixOf(filter.field)}${printValue(filter)}`;
  }
}

/** Puts parentheses around what binds less tightly than its surroundings. */
function inside(filter: Filter, loosest: 'none' | 'or' | 'and'): string {
  const loose = filter.kind === 'or' ? loosest !== 'none' : filter.kind === 'and' && loosest === 'and';
  return loose ? `(${printFilter(filter)})` : printFilter(filter);
}

function prefixOf(field: string): string {
  return field === '_msg' ? '' : `${quoteIfNeeded(field)}:`;
}

type ValueFilter = Extract<Filter, { field: string }>;

function printValue(filter: ValueFilter): string {
  switch (filter.kind) {
    case 'phrase':
      return filter.ignoreCase ? `i(${quoteIfNeeded(filter.text)})` : quoteIfNeeded(filter.text);
    case 'prefix':
      return filter.ignoreCase ? `i(${quoteIfNeeded(filter.text)}*)` : `${quoteIfNeeded(filter.text)}*`;
    case 'empty':
      return '""';
    case 'any':
      // A lone star would be every record.
      return filter.field === '_msg' ? '""*' : '*';
    case 'exact':
      return `=${quoteIfNeeded(filter.text)}`;
    case 'exact_prefix':
      return `=${quoteIfNeeded(filter.text)}*`;
    case 'regexp':
      return `~${quote(filter.pattern)}`;
    case 'compare':
      return `${filter.operator}${quoteIfNeeded(filter.value)}`;
    case 'range': {
      const bounds = `${quoteIfNeeded(filter.from)}, ${quoteIfNeeded(filter.to)}`;
      return `range${bracketed(bounds, filter.open)}`;
    }
    case 'in':
    case 'contains_all':
    case 'contains_any':
      return `${filter.kind}${list(filter.values)}`;
    case 'in_query':
    case 'contains_all_query':
    case 'contains_any_query':
      return `${filter.kind.slice(0, -'_query'.length)}(${printQuery(filter.query)})`;
    case 'seq':
      return `seq${list(filter.phrases)}`;
    case 'ipv4_range':
      return `ipv4_range${list(filter.to === '' ? [filter.from] : [filter.from, filter.to])}`;
    case 'string_range':
    case 'len_range':
      return `${filter.kind}${list([filter.from, filter.to])}`;
    case 'value_type':
      return `value_type(${filter.type})`;
    case 'eq_field':
    case 'le_field':
    case 'lt_field':
      return `${filter.kind}(${quoteIfNeeded(filter.other)})`;
  }
}

export function bracketed(bounds: string, open: Brackets): string {
  return `${open.from ? '(' : '['}${bounds}${open.to ? ')' : ']'}`;
}

function list(values: string[]): string {
  return `(${values.map(quoteIfNeeded).join(', ')})`;
}

function printSpecial(
  filter: Extract<Filter, { kind: 'time' | 'day_range' | 'week_range' | 'stream' }>,
): string {
  if (filter.kind === 'stream') return `{${filter.alternatives.map(printConditions).join(' or ')}}`;
  const offset = filter.offset === '' ? '' : `offset ${filter.offset}`;
  if (filter.kind === 'time') return `_time:${[printTime(filter.range), offset].filter(Boolean).join(' ')}`;
  const ends =
    filter.kind === 'day_range'
      ? `${filter.from}, ${filter.to}`
      : `${WEEKDAY_NAMES[filter.from]}, ${WEEKDAY_NAMES[filter.to]}`;
  return `_time:${filter.kind}${bracketed(ends, filter.open)}${offset === '' ? '' : ` ${offset}`}`;
}

function printConditions(conditions: StreamCondition[]): string {
  return conditions.map(printCondition).join(', ');
}

function printCondition(condition: StreamCondition): string {
  const label = quoteIfNeeded(condition.label);
  if ('values' in condition) return `${label} ${condition.operator} ${list(condition.values)}`;
  return `${label}${condition.operator}${quote(condition.value)}`;
}
