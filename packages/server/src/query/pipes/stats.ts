import { numberOfLiteral, type PipeOf, type StatsFunction } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { filterCondition } from '../filter/filter.ts';
import { lengthOf } from '../range.ts';
import type { Relation } from '../relation.ts';
import { number, text, type Value } from '../value.ts';
import { groupValue, stepNanos } from './buckets.ts';
import { histogram } from './histogram.ts';
import { Inputs } from './inputs.ts';

export function applyStats(relation: Relation, pipe: PipeOf<'stats'>, context: Context): Relation {
  const base = relation.settled();
  const { scope } = base;
  const keys = pipe.by.map((key) => [key.field, groupValue(key, scope, context)] as const);
  const step = pipe.by.find(({ field, bucket }) => field === '_time' && bucket !== '')?.bucket;
  const nanos = step === undefined ? lengthOf(context.range) : stepNanos(step);
  const aggregates = pipe.functions.map((made) => {
    const condition = made.condition === null ? '' : filterCondition(made.condition, scope, context);
    const inputs = new Inputs(made, scope, condition, context);
    return [made.as, aggregateOf(made, inputs, nanos)] as const;
  });
  return base.aggregated(keys, aggregates);
}

function aggregateOf(made: StatsFunction, inputs: Inputs, nanos: bigint | undefined): Value {
  switch (made.name) {
    case 'count':
      return number(inputs.count(inputs.anyFilled));
    case 'count_empty':
      return number(inputs.count(`NOT (${inputs.anyFilled})`));
    case 'count_uniq':
      return capped(inputs.overTuples('uniqExact'), made.limit);
    case 'count_uniq_hash':
      return capped(inputs.overTuples('uniq'), made.limit);
    case 'sum':
      return number(`ifNull(${inputs.overNumbers('sumOrNull')}, nan)`);
    case 'avg':
      return number(`ifNull(${inputs.overNumbers('avgOrNull')}, nan)`);
    case 'median':
      return number(`ifNull(${inputs.overNumbers('quantileOrNull(0.5)')}, nan)`);
    case 'quantile':
      return number(
        `ifNull(${inputs.overNumbers(`quantileOrNull(${numberOfLiteral(made.argument)})`)}, nan)`,
      );
    case 'min':
    case 'max':
      return inputs.extreme(made.name);
    case 'sum_len':
      return number(inputs.overTexts('sum', (sql) => `length(${sql})`, false));
    case 'rate':
      return number(perSecond(inputs.count('1'), nanos));
    case 'rate_sum':
      return number(perSecond(`ifNull(${inputs.overNumbers('sumOrNull')}, nan)`, nanos));
    case 'uniq_values':
      return text(sortedArray(inputs.overTexts(`groupUniqArray${sized(made.limit)}`, (sql) => sql, true)));
    case 'values':
      return text(`toJSONString(${inputs.overTexts(`groupArray${sized(made.limit)}`, (sql) => sql, false)})`);
    case 'histogram':
      return histogram(inputs);
    case 'json_values': {
      const rows = inputs.aggregate(`groupArray${sized(made.limit)}`, [inputs.row]);
      return text(`concat('[', arrayStringConcat(${rows}, ','), ']')`);
    }
    case 'row_any':
      return text(inputs.aggregate('any', [inputs.row]));
    case 'row_min':
      return text(inputs.extremeRow('argMin', made.argument));
    case 'row_max':
      return text(inputs.extremeRow('argMax', made.argument));
  }
}

function capped(sql: string, limit: number | null): Value {
  return number(limit === null ? sql : `least(${sql}, ${limit})`);
}

function sized(limit: number | null): string {
  return limit === null ? '' : `(${limit})`;
}

function perSecond(sql: string, nanos: bigint | undefined): string {
  return nanos === undefined ? sql : `${sql} / ${Number(nanos) / 1e9}`;
}

/** Numbers first and by their size, then texts. */
function sortedArray(sql: string): string {
  return `toJSONString(arraySort(v -> (isNull(lb_number(v)), ifNull(lb_number(v), 0), v), ${sql}))`;
}
