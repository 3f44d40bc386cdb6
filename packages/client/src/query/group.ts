import type { GroupKey } from '@logboom/logsql';
import type { FieldName, FieldValue } from './fields.ts';
import type { Duration } from './time.ts';

/** What results are grouped by: a field, or steps of time. */
export type Group = FieldName | TimeStep;

/** The steps that `every()` gives; the row has their beginning as `_time`. */
export interface TimeStep {
  readonly every: Duration | 'hour' | 'day' | 'week' | 'month' | 'year';
}

/**
 * Groups by steps of time: `stats(count()).by(every('1m'), 'level')` counts for each minute and level.
 * The row has the beginning of the step as `_time`.
 */
export function every(step: TimeStep['every']): TimeStep {
  return { every: step };
}

/** The fields that groups give a row. */
export type GroupRow<Groups extends readonly Group[]> = {
  [One in Groups[number] as One extends string ? One : '_time']: One extends string
    ? FieldValue<One>
    : string;
};

export function keyOf(group: Group): GroupKey {
  if (typeof group === 'string') return { field: group, bucket: '', offset: '' };
  return { field: '_time', bucket: group.every, offset: '' };
}
