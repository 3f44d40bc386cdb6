import type { Filter } from './filter.ts';
import type { FieldPattern } from './pipe.ts';

/** `field`, `_time:5m offset 2h`, `_time:month`, `size:10KB`, `ip:/24`. */
export interface GroupKey {
  field: string;
  /** The step as written, or empty. */
  bucket: string;
  /** A duration or number, or empty. */
  offset: string;
}

export const STATS_FUNCTIONS = [
  'avg',
  'count',
  'count_empty',
  'count_uniq',
  'count_uniq_hash',
  'histogram',
  'json_values',
  'max',
  'median',
  'min',
  'quantile',
  'rate',
  'rate_sum',
  'row_any',
  'row_max',
  'row_min',
  'sum',
  'sum_len',
  'uniq_values',
  'values',
] as const;
export type StatsName = (typeof STATS_FUNCTIONS)[number];

/** One result of `stats`. */
export interface StatsFunction {
  name: StatsName;
  /** `quantile`'s phi, or the field that `row_min` and `row_max` compare; empty for others. */
  argument: string;
  /** Empty means all fields. */
  fields: FieldPattern[];
  limit: number | null;
  /** `if (filter)`: only these records count. */
  condition: Filter | null;
  /** The name of the result. */
  as: string;
}
