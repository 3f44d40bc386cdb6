import { type FilterOf, IPV4_PATTERN, ipv4Bounds, numberOfLiteral, TYPE_PATTERNS } from '@logboom/logsql';
import { literal } from '../functions.ts';
import type { Parameters } from '../parameters.ts';
import { asNumber, asText, type Value } from '../value.ts';

type RangeFilter = FilterOf<'compare' | 'range' | 'ipv4_range' | 'string_range' | 'len_range'>;

export function rangeCondition(filter: RangeFilter, value: Value, parameters: Parameters): string {
  switch (filter.kind) {
    case 'compare': {
      const bound = numberOfLiteral(filter.value);
      if (Number.isNaN(bound)) return `${asText(value)} ${filter.operator} ${parameters.text(filter.value)}`;
      return known(`${asNumber(value)} ${filter.operator} ${parameters.number(bound)}`);
    }
    case 'range': {
      const from = `${asNumber(value)} ${filter.open.from ? '>' : '>='} ${bound(filter.from, parameters)}`;
      const to = `${asNumber(value)} ${filter.open.to ? '<' : '<='} ${bound(filter.to, parameters)}`;
      return known(`${from} AND ${to}`);
    }
    case 'ipv4_range': {
      const { first, last } = ipv4Bounds(filter);
      const address = `IPv4StringToNumOrDefault(${asText(value)})`;
      const inside = `${address} BETWEEN ${parameters.add('UInt64', first)} AND ${parameters.add('UInt64', last)}`;
      return `(match(${asText(value)}, ${literal(IPV4_PATTERN)}) AND ${inside})`;
    }
    case 'string_range': {
      const content = asText(value);
      return `(${content} >= ${parameters.text(filter.from)} AND ${content} < ${parameters.text(filter.to)})`;
    }
    case 'len_range': {
      const length = `lengthUTF8(${asText(value)})`;
      return `(${length} >= ${bound(filter.from, parameters)} AND ${length} <= ${bound(filter.to, parameters)})`;
    }
  }
}

function bound(text: string, parameters: Parameters): string {
  return parameters.number(numberOfLiteral(text));
}

/** What is no number is in no range. */
function known(condition: string): string {
  return `ifNull(${condition}, 0)`;
}

const UNSIGNED_LIMITS: Record<string, [string, string]> = {
  uint8: ['0', '255'],
  uint16: ['256', '65535'],
  uint32: ['65536', '4294967295'],
  uint64: ['4294967296', '18446744073709551615'],
};

/** Whether a type is the narrowest that holds a value. */
export function valueTypeCondition(type: string, value: Value): string {
  const content = asText(value);
  const matches = (pattern: string) => `match(${content}, ${literal(pattern)})`;
  const unsigned = `(${matches(TYPE_PATTERNS.unsigned)} AND isNotNull(toUInt64OrNull(${content})))`;
  const negative = `(${matches(TYPE_PATTERNS.negative)} AND isNotNull(toInt64OrNull(${content})))`;
  const limits = UNSIGNED_LIMITS[type];
  if (limits !== undefined) {
    return `(${unsigned} AND ifNull(toUInt64OrNull(${content}) BETWEEN ${limits[0]} AND ${limits[1]}, 0))`;
  }
  if (type === 'int64') return negative;
  if (type === 'float64') return matches(TYPE_PATTERNS.float);
  if (type === 'ipv4') return matches(TYPE_PATTERNS.ipv4);
  const isTime = `isNotNull(lb_nanos(${content}))`;
  if (type === 'iso8601') return isTime;
  const others = [unsigned, negative, matches(TYPE_PATTERNS.float), matches(TYPE_PATTERNS.ipv4), isTime];
  return `(${content} != '' AND NOT (${others.join(' OR ')}))`;
}

/** `le_field` and `lt_field`: as numbers if both are, else as text. */
export function orderCondition(left: Value, right: Value, operator: '<' | '<='): string {
  const asTexts = `${asText(left)} ${operator} ${asText(right)}`;
  return `ifNull(${asNumber(left)} ${operator} ${asNumber(right)}, ${asTexts})`;
}
