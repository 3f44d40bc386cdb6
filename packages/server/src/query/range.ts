import { type Filter, timeBounds } from '@logboom/logsql';

/** A range of time in nanoseconds; both ends included, and either may be open. */
export interface Range {
  min?: bigint | undefined;
  max?: bigint | undefined;
}

/** What time filters that every record must pass leave of a range. */
export function rangeOf(filter: Filter, range: Range, now: bigint): Range {
  if (filter.kind === 'and') return filter.filters.reduce((rest, part) => rangeOf(part, rest, now), range);
  if (filter.kind !== 'time') return range;
  const { min, max } = timeBounds(filter, now);
  return { min: later(range.min, min), max: earlier(range.max, max) };
}

/** The nanoseconds of a range with both ends. */
export function lengthOf({ min, max }: Range): bigint | undefined {
  return min === undefined || max === undefined || max < min ? undefined : max - min + 1n;
}

function later(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function earlier(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
