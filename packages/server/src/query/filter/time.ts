import { dayBounds, type FilterOf, type TimeBounds, timeBounds, weekDays } from '@logboom/logsql';
import type { Parameters } from '../parameters.ts';
import { asNanos, type Value } from '../value.ts';

const DAY = '86400000000000';

export function timeCondition(
  filter: FilterOf<'time' | 'day_range' | 'week_range'>,
  value: Value,
  now: bigint,
  parameters: Parameters,
): string {
  if (filter.kind === 'time') return boundsCondition(timeBounds(filter, now), value, parameters);
  if (filter.kind === 'week_range') {
    const { days, shift } = weekDays(filter);
    // 1970-01-01 was a Thursday.
    const day = `(intDiv(${shifted(value, shift, parameters)} - ${clock(value, shift, parameters)}, ${DAY}) + 4)`;
    return known(`has(${parameters.add('Array(UInt8)', days)}, positiveModulo(${day}, 7))`);
  }
  const { from, to, wraps, shift } = dayBounds(filter);
  const time = clock(value, shift, parameters);
  const low = `${time} >= ${parameters.nanos(from)}`;
  const high = `${time} <= ${parameters.nanos(to)}`;
  return known(wraps ? `${low} OR ${high}` : `${low} AND ${high}`);
}

/** Both bounds included. A column is compared as it is: so parts and granules are skipped. */
export function boundsCondition({ min, max }: TimeBounds, value: Value, parameters: Parameters): string {
  const conditions: string[] = [];
  if (value.kind === 'time') {
    const at = (nanos: bigint) => `fromUnixTimestamp64Nano(${parameters.nanos(nanos)}, 'UTC')`;
    if (min !== undefined) conditions.push(`${value.sql} >= ${at(min)}`);
    if (max !== undefined) conditions.push(`${value.sql} <= ${at(max)}`);
    return conditions.length === 0 ? '1' : `(${conditions.join(' AND ')})`;
  }
  const nanos = asNanos(value);
  if (min !== undefined) conditions.push(`${nanos} >= ${parameters.nanos(min)}`);
  if (max !== undefined) conditions.push(`${nanos} <= ${parameters.nanos(max)}`);
  if (conditions.length === 0) conditions.push(`isNotNull(${nanos})`);
  return known(conditions.join(' AND '));
}

function shifted(value: Value, shift: bigint, parameters: Parameters): string {
  return shift === 0n ? asNanos(value) : `(${asNanos(value)} + ${parameters.nanos(shift)})`;
}

/** Nanoseconds since midnight. */
function clock(value: Value, shift: bigint, parameters: Parameters): string {
  return `positiveModulo(${shifted(value, shift, parameters)}, ${DAY})`;
}

function known(condition: string): string {
  return `ifNull(${condition}, 0)`;
}
