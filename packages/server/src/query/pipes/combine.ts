import { nanosOfDuration, type PipeOf, type Query, STREAM_LABELS } from '@logboom/logsql';
import { LOGS } from '../../store/names.ts';
import type { Context } from '../context.ts';
import { filterCondition } from '../filter/filter.ts';
import { boundsCondition } from '../filter/time.ts';
import { rangeOf } from '../range.ts';
import { Relation } from '../relation.ts';
import { allFields, closedScope, lookUp, RECORD_SCOPE, type Scope, withField } from '../scope.ts';
import { asText, type Value } from '../value.ts';
import { mergeMap } from './write.ts';

/** Each row with the fields of each row of another query that has the same values in `by`. */
export function applyJoin(relation: Relation, pipe: PipeOf<'join'>, context: Context): Relation {
  const { parameters } = context;
  const other = context.compileInner(pipe.query).settled();
  const theirs = pipe.by.map(() => context.name('j'));
  const rest = context.name('j');
  const key = (scope: Scope, field: string) => `toString(${asText(lookUp(scope, field, parameters))})`;
  const others = pipe.by.reduce((scope, field) => withField(scope, field, undefined), other.scope);
  const right = other.select([
    ...pipe.by.map((field, index) => `${key(other.scope, field)} AS ${theirs[index]}`),
    `${allFields(others, parameters)} AS ${rest}`,
  ]);
  const ours = pipe.by.map(() => context.name('j'));
  const left = relation.wrap(
    pipe.by.map((field, index) => `${key(relation.scope, field)} AS ${ours[index]}`),
  );
  const on = ours.map((column, index) => `${column} = ${theirs[index]}`).join(' AND ');
  const joined = left.joined(
    `${pipe.inner ? 'INNER' : 'LEFT'} JOIN (${right}) AS ${context.name('t')} ON ${on}`,
  );
  const rules = { fields: [], prefix: pipe.prefix, condition: null, keepOriginal: false, skipEmpty: true };
  return mergeMap(joined, rest, rules, context);
}

/** The rows of both queries. */
export function applyUnion(relation: Relation, { query }: PipeOf<'union'>, context: Context): Relation {
  const first = relation.settled();
  const second = context.compileInner(query).settled();
  const names = [...new Set([...first.scope.fields.keys(), ...second.scope.fields.keys()])];
  const columns = names.map(() => context.name('c'));
  const isOpen = first.scope.rest !== '' || second.scope.rest !== '';
  const rest = isOpen ? context.name('r') : '';
  const kinds = names.map((name) => commonKind(name, first.scope, second.scope));
  const side = (part: Relation) => {
    const selected = names.map((name, index) => {
      const value = lookUp(part.scope, name, context.parameters);
      return `${kinds[index] === 'text' ? `toString(${asText(value)})` : value.sql} AS ${columns[index]}`;
    });
    if (isOpen) {
      const open = names.reduce((scope, name) => withField(scope, name, undefined), part.scope);
      selected.push(`${allFields({ ...open, fields: new Map() }, context.parameters)} AS ${rest}`);
    }
    return `(${part.select(selected, { keepOrder: true })})`;
  };
  const fields = names.map((name, index): [string, Value] => [
    name,
    { kind: kinds[index]!, sql: columns[index]! },
  ]);
  const scope = { ...closedScope(fields), rest, aliases: first.scope.aliases, hidden: new Set(names) };
  return new Relation(context, { from: `(${side(first)} UNION ALL ${side(second)})`, scope });
}

function commonKind(name: string, first: Scope, second: Scope): Value['kind'] {
  const [one, other] = [first.fields.get(name)?.kind, second.fields.get(name)?.kind];
  return one === other && one === 'time' ? 'time' : 'text';
}

/** Records around each selected one, of its stream. */
export function streamContext(query: Query, pipe: PipeOf<'stream_context'>, context: Context): Relation {
  const { parameters, now } = context;
  const window = nanosOfDuration(pipe.window)!;
  const range = rangeOf(query.filter, { min: context.start, max: context.end }, now);
  const wanted = filterCondition(query.filter, RECORD_SCOPE, context);
  const time = RECORD_SCOPE.fields.get('_time')!;
  const inRange = boundsCondition(range as { min: bigint; max: bigint }, time, parameters);
  const wide = {
    ...(range.min !== undefined && { min: range.min - window }),
    ...(range.max !== undefined && { max: range.max + window }),
  };
  const stream = STREAM_LABELS.join(', ');
  const streams = `SELECT DISTINCT ${stream} FROM ${LOGS} WHERE ${inRange} AND ${wanted}`;
  const [flag, nanos, next, last] = ['f', 'z', 'x', 'y'].map((letter) => context.name(letter));
  const base = new Relation(context, { from: LOGS, scope: RECORD_SCOPE })
    .where(() => boundsCondition(wide, time, parameters))
    .where(() => `(${stream}) IN (${streams})`)
    .wrap([
      `(${inRange} AND ${wanted}) AS ${flag}`,
      `toUnixTimestamp64Nano(timestamp) AS ${nanos}`,
      ...STREAM_LABELS.map((label) => `${label} AS ${flag}_${label}`),
      `node AS ${flag}_node`,
      `seq AS ${flag}_seq`,
    ]);
  const over = `PARTITION BY ${STREAM_LABELS.map((label) => `${flag}_${label}`).join(', ')} ORDER BY ${nanos}, ${flag}_node, ${flag}_seq`;
  const near = (name: string, frame: string) =>
    `${name}If(${nanos}, ${flag}) OVER (${over} ROWS BETWEEN ${frame})`;
  const flagged = base.wrap([
    flag!,
    nanos!,
    `${near('minOrNull', `CURRENT ROW AND ${pipe.before} FOLLOWING`)} AS ${next}`,
    `${near('maxOrNull', `${pipe.after} PRECEDING AND CURRENT ROW`)} AS ${last}`,
  ]);
  const limit = parameters.nanos(window);
  return flagged
    .where(
      () =>
        `(${flag} OR ifNull(${next} - ${nanos} <= ${limit}, 0) OR ifNull(${nanos} - ${last} <= ${limit}, 0))`,
    )
    .ordered(({ fields }) =>
      ['_stream', '_time'].map((field) => ({ sql: fields.get(field)!.sql, descending: false })),
    );
}
