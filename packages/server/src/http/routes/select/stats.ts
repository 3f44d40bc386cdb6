import { instantOfText, LogboomError } from '@logboom/core';
import type { Pipe } from '@logboom/logsql';
import type { FastifyInstance } from 'fastify';
import type { QuerySource } from '../../../query/source.ts';
import { stepParameter, timeParameter } from '../../parameters.ts';
import { allRows, RANGE, type Row, readSelectRequest, type SelectRequest } from './request.ts';

const QUERY = {
  summary: 'The result of a query that ends in stats, in the form of a Prometheus instant query.',
  query: { ...RANGE, time: 'The moment to count until (default now).' },
};

const QUERY_RANGE = {
  summary: 'The result of a query that ends in stats over time, in the form of a Prometheus range query.',
  query: { ...RANGE, step: 'The distance of points: 1m, 1h ... (default 1d)' },
};

type StatsPipe = Extract<Pipe, { kind: 'stats' }>;

interface Sample {
  metric: Row;
  time: number;
  value: string;
}

/** `/select/logsql/stats_query` and `stats_query_range`, as VictoriaLogs has them. */
export function statsRoutes(http: FastifyInstance, source: QuerySource): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/select/logsql/stats_query',
    config: { describe: QUERY },
    async handler(request, reply) {
      const read = await readSelectRequest(request, reply, source);
      const end = timeParameter(read.parameters, 'time', read.now) ?? read.end;
      const stats = lastStats(read);
      const rows = await allRows(source, end === undefined ? read : { ...read, end });
      const moment = end === undefined ? read.now / 1e3 : Number(end / 1_000_000n) / 1e3;
      const result = samplesOf(rows, stats, () => moment).map(({ metric, time, value }) => ({
        metric,
        value: [time, value],
      }));
      return { status: 'success', data: { resultType: 'vector', result } };
    },
  });
  http.route({
    method: ['GET', 'POST'],
    url: '/select/logsql/stats_query_range',
    config: { describe: QUERY_RANGE },
    async handler(request, reply) {
      const read = await readSelectRequest(request, reply, source);
      const stats = lastStats(read);
      const step = stepParameter(read.parameters, 'step') ?? '1d';
      const bucketed = { ...stats, by: [...stats.by, { field: '_time', bucket: step, offset: '' }] };
      const pipes = read.query.pipes.map((pipe) => (pipe === stats ? bucketed : pipe));
      const rows = await allRows(source, { ...read, query: { ...read.query, pipes } });
      return {
        status: 'success',
        data: { resultType: 'matrix', result: matrixOf(samplesOf(rows, stats, secondsOf)) },
      };
    },
  });
}

function lastStats({ query }: SelectRequest): StatsPipe {
  const stats = query.pipes.findLast((pipe): pipe is StatsPipe => pipe.kind === 'stats');
  if (stats !== undefined) return stats;
  throw new LogboomError('LB_REQUEST_INVALID', {
    reason: 'The query must end in a stats pipe: | stats count().',
  });
}

function samplesOf(rows: Row[], stats: StatsPipe, timeOf: (row: Row) => number): Sample[] {
  const labels = stats.by.map(({ field }) => field).filter((field) => field !== '_time');
  return rows.flatMap((row) => {
    const metric = Object.fromEntries(labels.map((label) => [label, row[label] ?? '']));
    return stats.functions.map(({ as }) => ({
      metric: { __name__: as, ...metric },
      time: timeOf(row),
      value: row[as] ?? '',
    }));
  });
}

function secondsOf({ _time = '' }: Row): number {
  const instant = { ms: 0, ns: 0 };
  return instantOfText(_time, instant) ? instant.ms / 1e3 : 0;
}

function matrixOf(samples: Sample[]): object[] {
  const series = new Map<string, { metric: Row; values: [number, string][] }>();
  for (const { metric, time, value } of samples.sort((a, b) => a.time - b.time)) {
    const key = JSON.stringify(metric);
    const one = series.get(key) ?? { metric, values: [] };
    one.values.push([time, value]);
    series.set(key, one);
  }
  return [...series.values()];
}
