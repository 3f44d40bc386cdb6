import type { PipeOf, SortKey } from '@logboom/logsql';
import type { Context } from '../context.ts';
import type { OrderKey, Relation } from '../relation.ts';
import { lookUp, type Scope, withField } from '../scope.ts';
import { asText, number, type Value } from '../value.ts';

export function applySort(relation: Relation, pipe: PipeOf<'sort'>, context: Context): Relation {
  const keys = (pipe.by.length === 0 ? [{ field: '_time', descending: false }] : pipe.by).map((key) => ({
    ...key,
    descending: key.descending !== pipe.descending,
  }));
  return arrange(relation, { ...pipe, keys }, context);
}

export function applyFirst(relation: Relation, pipe: PipeOf<'first' | 'last'>, context: Context): Relation {
  const keys = (pipe.by.length === 0 ? [{ field: '_time', descending: false }] : pipe.by).map((key) => ({
    ...key,
    descending: key.descending !== (pipe.kind === 'last'),
  }));
  return arrange(relation, { ...pipe, keys, limit: pipe.count, offset: 0 }, context);
}

interface Arrangement {
  keys: SortKey[];
  offset: number;
  limit: number | null;
  partition: string[];
  rank: string;
}

function arrange(
  relation: Relation,
  { keys, offset, limit, partition, rank }: Arrangement,
  context: Context,
): Relation {
  const { parameters } = context;
  const groups = (scope: Scope) => partition.map((field) => asText(lookUp(scope, field, parameters)));
  let result = relation.ordered((scope) => keys.flatMap((key) => orderKeys(key, scope, context)));
  if (rank !== '') result = ranked(result, rank, groups(result.scope));
  if (partition.length === 0) {
    if (offset > 0) result = result.skipped(offset);
    return limit === null ? result : result.limited(limit);
  }
  // Groups come one after the other, each in its order.
  const within = result.order;
  result = result.ordered((scope) => [
    ...groups(scope).map((sql) => ({ sql, descending: false })),
    ...within,
  ]);
  if (limit === null && offset === 0) return result;
  const size = limit ?? Number.MAX_SAFE_INTEGER;
  return result.limitedBy(`LIMIT ${offset}, ${size} BY ${groups(result.scope).join(', ')}`);
}

/** Adds a field with the number of each row in the present order. */
function ranked(relation: Relation, name: string, groups: string[]): Relation {
  const order = relation.order.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
  const partition = groups.length === 0 ? '' : `PARTITION BY ${groups.join(', ')} `;
  const value = number(`row_number() OVER (${partition}ORDER BY ${order})`);
  return relation.withScope(withField(relation.scope, name, value)).wrap();
}

/**
 * Times and numbers sort as such. A text that stands for a number comes before others, by its number; the
 * others sort by their characters, with runs of digits in them taken as numbers.
 */
function orderKeys({ field, descending }: SortKey, scope: Scope, { parameters }: Context): OrderKey[] {
  const value = lookUp(scope, field, parameters);
  if (value.kind !== 'text' || isPlainText(field, value)) return [{ sql: value.sql, descending }];
  const asNumber = `lb_number(${value.sql})`;
  return [`isNull(${asNumber})`, asNumber, `naturalSortKey(${value.sql})`, value.sql].map((sql) => ({
    sql,
    descending,
  }));
}

/** Columns that hold no numbers need no look at what they hold. */
function isPlainText(field: string, { origin }: Value): boolean {
  return origin?.from === 'column' && ['level', 'trace_id', 'span_id'].includes(field);
}
