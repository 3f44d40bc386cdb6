import type { PipeOf } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { Relation } from '../relation.ts';
import { allFields, closedScope, lookUp, type Scope, withField } from '../scope.ts';
import { asText, number, text, type Value } from '../value.ts';

const HITS = number('count()');

export function applyTop(relation: Relation, pipe: PipeOf<'top'>, context: Context): Relation {
  const grouped = groupedBy(relation, pipe.by, [[pipe.hits, HITS]], context);
  const ordered = grouped.ordered((scope) => [
    { sql: scope.fields.get(pipe.hits)!.sql, descending: true },
    ...pipe.by.map((field) => ({ sql: scope.fields.get(field)!.sql, descending: false })),
  ]);
  if (pipe.rank === '') return ordered.limited(pipe.count);
  const order = ordered.order.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
  const ranked = withField(ordered.scope, pipe.rank, number(`row_number() OVER (ORDER BY ${order})`));
  return ordered.withScope(ranked).wrap().limited(pipe.count);
}

export function applyUniq(relation: Relation, pipe: PipeOf<'uniq'>, context: Context): Relation {
  const hits: [string, Value][] = pipe.hits === '' ? [] : [[pipe.hits, HITS]];
  const grouped = groupedBy(relation, pipe.by, hits, context);
  return pipe.limit === null || pipe.limit === 0 ? grouped : grouped.limited(pipe.limit);
}

export function applyFieldValues(
  relation: Relation,
  pipe: PipeOf<'field_values'>,
  context: Context,
): Relation {
  const filled = relation.where((scope) => `${asText(lookUp(scope, pipe.field, context.parameters))} != ''`);
  return applyUniq(filled, { kind: 'uniq', by: [pipe.field], hits: 'hits', limit: pipe.limit }, context);
}

function groupedBy(
  relation: Relation,
  by: string[],
  aggregates: [string, Value][],
  context: Context,
): Relation {
  const base = relation.settled();
  const keys = by.map((field) => {
    const value = lookUp(base.scope, field, context.parameters);
    return [field, { kind: value.kind, sql: value.sql }] as const;
  });
  return base.aggregated(keys, aggregates);
}

export function applyFieldNames(relation: Relation, pipe: PipeOf<'field_names'>, context: Context): Relation {
  const column = context.name('n');
  const base = relation.settled();
  const from = `(${base.select([`arrayJoin(${fieldNames(base.scope, context)}) AS ${column}`])})`;
  const names = new Relation(context, { from, scope: closedScope([[pipe.as, text(column)]]) });
  return names.aggregated([[pipe.as, text(column)]], [['hits', HITS]]);
}

/** The names of the fields of a row that are not empty, without making their values. */
function fieldNames(scope: Scope, { parameters }: Context): string {
  const known = [...scope.fields].map(
    ([name, value]) => `if(${isFilled(value)}, ${parameters.text(name)}, '')`,
  );
  const names = `CAST([${known.join(', ')}], 'Array(String)')`;
  if (scope.rest === '') return `arrayFilter(k -> k != '', ${names})`;
  const hidden = parameters.texts([...scope.hidden]);
  const others = `mapKeys(CAST(mapFilter((k, v) -> v != '' AND NOT has(${hidden}, k), ${scope.rest}), 'Map(String, String)'))`;
  return `arrayFilter(k -> k != '', arrayConcat(${names}, ${others}))`;
}

function isFilled(value: Value): string {
  if (value.kind === 'time') return '1';
  return value.kind === 'number' ? `isNotNull(${value.sql})` : `${value.sql} != ''`;
}

/** What differs in nearly every record is no facet. */
const NO_FACETS = ['_time', 'id', 'observed'];

export function applyFacets(relation: Relation, pipe: PipeOf<'facets'>, context: Context): Relation {
  const base = relation.settled();
  const [pair, name, value, hits, values, longest, total] = ['p', 'n', 'v', 'h', 'u', 'w', 't'].map(
    (letter) => context.name(letter),
  );
  const isRecord = base.scope.rest === 'attributes';
  const scope = isRecord
    ? NO_FACETS.reduce((rest, field) => withField(rest, field, undefined), base.scope)
    : base.scope;
  const pairs = `(${base.select([`arrayJoin(CAST(${allFields(scope, context.parameters)}, 'Array(Tuple(String, String))')) AS ${pair}`])})`;
  const counted = `(SELECT ${pair}.1 AS ${name}, ${pair}.2 AS ${value}, count() AS ${hits} FROM ${pairs} GROUP BY ${name}, ${value})`;
  const measured = `(SELECT *, count() OVER (PARTITION BY ${name}) AS ${values}, max(length(${value})) OVER (PARTITION BY ${name}) AS ${longest},
    (${base.select(['count()'])}) AS ${total} FROM ${counted})`;
  const where = [`${values} <= ${pipe.maxValuesPerField}`, `${longest} <= ${pipe.maxValueLength}`];
  if (!pipe.keepConstFields) where.push(`NOT (${values} = 1 AND ${hits} = ${total})`);
  const order = [
    { sql: name!, descending: false },
    { sql: hits!, descending: true },
    { sql: value!, descending: false },
  ];
  const fields = closedScope([
    ['field_name', text(name!)],
    ['field_value', text(value!)],
    ['hits', number(hits!)],
  ]);
  return new Relation(context, { from: measured, scope: fields, where, order }).limitedBy(
    `LIMIT ${pipe.count} BY ${name}`,
  );
}
