import { MESSAGE_PATTERN, PATTERN_LENGTH, type PipeOf, spanOfBound } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { Relation } from '../relation.ts';
import { closedScope, lookUp, type Scope } from '../scope.ts';
import { asNanos, asNumber, asText, number, text, type Value } from '../value.ts';
import { rewritten } from './rewrite.ts';

const EXAMPLES = 3;
/** An example is there to be recognised; its id leads to the whole of it. */
const EXAMPLE_LENGTH = 1000;

/**
 * Records by the pattern of a field: counted for each bucket of the trend first, so that what is slow (examples,
 * services) is put together from few rows.
 */
export function applyPatterns(relation: Relation, pipe: PipeOf<'patterns'>, context: Context): Relation {
  const base = relation.settled();
  const names = new Names(context);
  const counted = new Relation(context, {
    from: `(${base.select(columnsOf(base, pipe, names, context), { groupBy: `${names.pattern}, ${names.bucket}` })})`,
    scope: closedScope([]),
  });
  const fields = fieldsOf(pipe, names, context);
  const grouped = counted.aggregated([['pattern', text(names.pattern)]], fields);
  const ordered = grouped.ordered(({ fields }) => [
    { sql: fields.get('hits')!.sql, descending: true },
    { sql: fields.get('pattern')!.sql, descending: false },
  ]);
  return pipe.limit === null ? ordered : ordered.limited(pipe.limit);
}

/** The columns of the counts by pattern and bucket. */
class Names {
  readonly pattern: string;
  readonly bucket: string;
  readonly hits: string;
  readonly first: string;
  readonly last: string;
  readonly severity: string;
  readonly level: string;
  readonly services: string;
  readonly newest: string;

  constructor({ name }: Context) {
    [this.pattern, this.bucket, this.hits] = [name('p'), name('b'), name('h')];
    [this.first, this.last, this.newest] = [name('f'), name('l'), name('e')];
    [this.severity, this.level, this.services] = [name('s'), name('v'), name('w')];
  }
}

function columnsOf(base: Relation, pipe: PipeOf<'patterns'>, names: Names, context: Context): string[] {
  const read = (field: string) => lookUp(base.scope, field, context.parameters);
  const content = `toString(${asText(read(pipe.at))})`;
  const nanos = nanosOf(base.scope, context);
  const severity = `ifNull(toFloat64(${asNumber(read('severity'))}), 0)`;
  const example = `(${nanos}, toString(${asText(read('id'))}), leftUTF8(${content}, ${EXAMPLE_LENGTH}))`;
  return [
    `${patternSql(content)} AS ${names.pattern}`,
    `${bucketOf(base, nanos, pipe.trend, context)} AS ${names.bucket}`,
    `count() AS ${names.hits}`,
    `min(${nanos}) AS ${names.first}`,
    `max(${nanos}) AS ${names.last}`,
    `max(${severity}) AS ${names.severity}`,
    `argMax(toString(${asText(read('level'))}), ${severity}) AS ${names.level}`,
    `groupUniqArray(toString(${asText(read('service'))})) AS ${names.services}`,
    `argMax(${example}, ${nanos}) AS ${names.newest}`,
  ];
}

function fieldsOf(pipe: PipeOf<'patterns'>, names: Names, { parameters, now }: Context): [string, Value][] {
  const moment = (sql: string) =>
    text(`if(${sql} = 0, '', lb_time(fromUnixTimestamp64Nano(toInt64(${sql}), 'UTC')))`);
  const buckets = `arrayMap(b -> toString(m[toUInt16(b)]), range(${pipe.trend}))`;
  const trend = `arrayMap(m -> concat('[', arrayStringConcat(${buckets}, ','), ']'), [sumMap(map(${names.bucket}, ${names.hits}))])[1]`;
  const services = `arraySort(arrayFilter(w -> w != '', groupUniqArrayArray(${names.services})))`;
  const newest = `arraySlice(arrayReverseSort(groupArray(${names.newest})), 1, ${EXAMPLES})`;
  const examples = `arrayMap(e -> (e.2, ${moment('e.1').sql}, e.3), ${newest})`;
  const fields: [string, Value][] = [
    ['hits', number(`sum(${names.hits})`)],
    ['level', text(`argMax(${names.level}, ${names.severity})`)],
    ['services', text(`toJSONString(${services})`)],
    ['first', moment(`min(${names.first})`)],
    ['last', moment(`max(${names.last})`)],
    ['trend', text(trend)],
    [
      'examples',
      text(`toJSONString(CAST(${examples}, 'Array(Tuple(id String, _time String, _msg String))'))`),
    ],
  ];
  if (pipe.since !== '') {
    const since = parameters.nanos(spanOfBound(pipe.since, now)!.first);
    fields.push(['new', text(`if(min(${names.first}) >= ${since}, 'true', '')`)]);
  }
  return fields;
}

/** The pattern of a text: what `patternOf` of `@logboom/logsql` gives. */
export function patternSql(content: string): string {
  const line = `if(position(${content}, '\\n') = 0, ${content}, substring(${content}, 1, position(${content}, '\\n') - 1))`;
  return rewritten(`leftUTF8(${line}, ${PATTERN_LENGTH})`, MESSAGE_PATTERN);
}

/** Nanoseconds since 1970, 0 for rows without a time. */
function nanosOf(scope: Scope, { parameters }: Context): string {
  const value = lookUp(scope, '_time', parameters);
  return value.kind === 'time' ? asNanos(value) : `ifNull(${asNanos(value)}, toInt64(0))`;
}

/** Equal parts of the query's range of time; where it is open, of the range that the rows have. */
function bucketOf(base: Relation, nanos: string, trend: number, context: Context): string {
  const { parameters, range, now } = context;
  const found = (name: string) => `assumeNotNull((${base.select([`${name}(${nanos})`])}))`;
  const from = range.min === undefined ? found('min') : parameters.nanos(range.min);
  const last = range.max ?? (range.min === undefined ? undefined : now);
  const to = last === undefined ? found('max') : parameters.nanos(last);
  const width = `greatest(intDiv(${to} - ${from}, ${trend}) + 1, 1)`;
  return `toUInt16(least(greatest(intDiv(${nanos} - ${from}, ${width}), 0), ${trend - 1}))`;
}
