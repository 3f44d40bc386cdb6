import { LEVELS } from '@logboom/core';
import { compileFilterOver, type Filter } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { lookUp, type Scope } from '../scope.ts';
import { asText, type Value } from '../value.ts';
import { exactCondition, memberCondition, streamIdCondition } from './equality.ts';
import { narrowed, patternCondition, phraseCondition, sequencePattern, tokensOf } from './phrase.ts';
import { orderCondition, rangeCondition, valueTypeCondition } from './range.ts';
import { streamCondition } from './stream.ts';
import { subqueryCondition } from './subquery.ts';
import { timeCondition } from './time.ts';

/** A filter as a condition of SQL; it is never NULL. */
export function filterCondition(filter: Filter, scope: Scope, context: Context): string {
  const { parameters, now } = context;
  switch (filter.kind) {
    case 'all':
      return '1';
    case 'and':
    case 'or': {
      const parts = filter.filters.map((part) => filterCondition(part, scope, context));
      return `(${parts.join(filter.kind === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `NOT (${filterCondition(filter.filter, scope, context)})`;
    case 'time':
    case 'day_range':
    case 'week_range':
      return timeCondition(filter, lookUp(scope, '_time', parameters), now, parameters);
    case 'stream':
      return streamCondition(filter.alternatives, scope, parameters);
    case 'eq_field':
    case 'le_field':
    case 'lt_field': {
      const left = lookUp(scope, filter.field, parameters);
      const right = lookUp(scope, filter.other, parameters);
      if (filter.kind === 'eq_field') return `${asText(left)} = ${asText(right)}`;
      return orderCondition(left, right, filter.kind === 'le_field' ? '<=' : '<');
    }
    case 'exact':
    case 'in': {
      const wanted = filter.kind === 'exact' ? [filter.text] : filter.values;
      // The record's own id of a stream, not a field that a pipe wrote.
      if (filter.field === '_stream_id' && scope.rest === 'attributes')
        return streamIdCondition(wanted, parameters);
      return memberCondition(lookUp(scope, filter.field, parameters), wanted, parameters);
    }
    default: {
      const value = lookUp(scope, filter.field, parameters);
      return levelCondition(filter, value, context) ?? valueCondition(filter, value, context);
    }
  }
}

/** There are six levels, so what a filter says of them is known before any is read. */
function levelCondition(filter: ValueFilter, value: Value, { now, parameters }: Context): string | undefined {
  const { origin } = value;
  if (origin?.from !== 'column' || origin.column !== 'level' || 'query' in filter) return undefined;
  if (filter.kind === 'empty' || filter.kind === 'any') return undefined;
  const test = compileFilterOver<string>(filter, () => (level) => level, { now });
  const chosen = LEVELS.filter((level) => test(level));
  return chosen.length === 0 ? '0' : memberCondition(value, chosen, parameters);
}

type ValueFilter = Exclude<Extract<Filter, { field: string }>, { other: string } | { kind: 'exact' | 'in' }>;

function valueCondition(filter: ValueFilter, value: Value, context: Context): string {
  const { parameters } = context;
  switch (filter.kind) {
    case 'phrase':
    case 'prefix': {
      const { text, ignoreCase } = filter;
      return phraseCondition(value, text, { prefix: filter.kind === 'prefix', ignoreCase }, parameters);
    }
    case 'empty':
      return exactCondition(value, '', parameters);
    case 'any':
      return `${asText(value)} != ''`;
    case 'exact_prefix': {
      const exact = `startsWith(${asText(value)}, ${parameters.text(filter.text)})`;
      return narrowed(value, tokensOf(filter.text, true), exact, parameters);
    }
    case 'contains_all':
    case 'contains_any':
      return listCondition(filter.kind, filter.values, value, context);
    case 'in_query':
    case 'contains_all_query':
    case 'contains_any_query':
      return subqueryCondition(filter, value, context);
    case 'seq': {
      const pattern = sequencePattern(filter.phrases);
      if (pattern === '') return '1';
      return narrowed(
        value,
        filter.phrases.flatMap((phrase) => tokensOf(phrase)),
        patternCondition(asText(value), pattern, parameters),
        parameters,
      );
    }
    case 'regexp':
      return patternCondition(asText(value), filter.pattern, parameters);
    case 'value_type':
      return valueTypeCondition(filter.type, value);
    default:
      return rangeCondition(filter, value, parameters);
  }
}

function listCondition(
  kind: 'contains_all' | 'contains_any',
  phrases: string[],
  value: Value,
  { parameters }: Context,
): string {
  const whole = { prefix: false, ignoreCase: false };
  const conditions = phrases
    .filter((phrase) => phrase !== '')
    .map((phrase) => phraseCondition(value, phrase, whole, parameters));
  if (kind === 'contains_all') return conditions.length === 0 ? '1' : `(${conditions.join(' AND ')})`;
  if (phrases.includes('')) conditions.push(exactCondition(value, '', parameters));
  return conditions.length === 0 ? '0' : `(${conditions.join(' OR ')})`;
}
