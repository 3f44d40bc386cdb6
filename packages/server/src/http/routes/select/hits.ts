import { formatInstant, instantOfText } from '@logboom/core';
import type { FastifyInstance } from 'fastify';
import type { QuerySource } from '../../../query/source.ts';
import { countParameter, stepParameter } from '../../parameters.ts';
import { allRows, quoteField, RANGE, type Row, readSelectRequest, withPipes } from './request.ts';

const HITS = {
  summary: 'Counts of matching records over time, for histograms.',
  query: {
    ...RANGE,
    step: 'The width of a bucket: 1m, 1h, 1d ... (default 1d)',
    offset: 'Moves the buckets: 2h.',
    field: 'Counts for each value of a field; may be given several times.',
    fields_limit: 'The most groups; the rest is one group without names.',
  },
  answer: '{hits: [{fields, timestamps, values, total}]}',
};

interface Series {
  fields: Row;
  timestamps: string[];
  values: number[];
  total: number;
}

/** `/select/logsql/hits`, as VictoriaLogs has it. */
export function hitsRoute(http: FastifyInstance, source: QuerySource): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/select/logsql/hits',
    config: { describe: HITS },
    async handler(request, reply) {
      const read = await readSelectRequest(request, reply, source);
      const step = stepParameter(read.parameters, 'step') ?? '1d';
      const offset = stepParameter(read.parameters, 'offset');
      const fields = read.parameters.getAll('field').filter((name) => name !== '');
      const by = [
        `_time:${step}${offset === undefined ? '' : ` offset ${offset}`}`,
        ...fields.map(quoteField),
      ];
      const rows = await allRows(source, withPipes(read, `stats by (${by.join(', ')}) count() as hits`));
      const limit = countParameter(read.parameters, 'fields_limit') ?? 0;
      return { hits: limitSeries(seriesOf(rows, fields), limit) };
    },
  });
}

function seriesOf(rows: Row[], names: string[]): Series[] {
  const series = new Map<string, Series>();
  const sorted = rows.toSorted((a, b) => ((a._time ?? '') < (b._time ?? '') ? -1 : 1));
  for (const { _time = '', hits = '0', ...rest } of sorted) {
    const fields = Object.fromEntries(names.map((name) => [name, rest[name] ?? '']));
    const key = JSON.stringify(fields);
    let one = series.get(key);
    if (one === undefined) {
      one = { fields, timestamps: [], values: [], total: 0 };
      series.set(key, one);
    }
    one.timestamps.push(wholeSeconds(_time));
    one.values.push(Number(hits));
    one.total += Number(hits);
  }
  return [...series.values()].sort((a, b) => b.total - a.total);
}

/** VictoriaLogs writes no fraction where there is none. */
function wholeSeconds(time: string): string {
  const instant = { ms: 0, ns: 0 };
  if (!instantOfText(time, instant)) return time;
  return formatInstant(instant.ms, instant.ns).replace(/\.0+Z$/, 'Z');
}

function limitSeries(series: Series[], limit: number): Series[] {
  if (!(limit > 0) || series.length <= limit) return series;
  const values = new Map<string, number>();
  for (const { timestamps, values: counts } of series.slice(limit)) {
    timestamps.forEach((time, i) => {
      values.set(time, (values.get(time) ?? 0) + counts[i]!);
    });
  }
  const timestamps = [...values.keys()].sort();
  const counts = timestamps.map((time) => values.get(time)!);
  const rest: Series = { fields: {}, timestamps, values: counts, total: counts.reduce((a, b) => a + b, 0) };
  return [...series.slice(0, limit), rest];
}
