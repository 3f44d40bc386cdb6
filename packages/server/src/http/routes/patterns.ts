import { LogboomError } from '@logboom/core';
import { MAX_TREND, type Pipe } from '@logboom/logsql';
import type { FastifyInstance } from 'fastify';
import type { QuerySource } from '../../query/source.ts';
import { summaryOf } from '../../query/summary.ts';
import { countParameter, timeParameter } from '../parameters.ts';
import { executeSelect, RANGE, type Row, readSelectRequest, type SelectRequest } from './select/request.ts';

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 10_000;
const TREND_DEFAULT = 30;

const PATTERNS = {
  summary:
    'Records by the pattern of their message: numbers, ids, addresses, times and quoted texts count as the same.',
  query: {
    ...RANGE,
    query: 'LogsQL: of which records (default all).',
    since: 'A pattern is new if no record between start and this moment has it.',
    limit: `The most patterns, the commonest first (default ${LIMIT_DEFAULT}).`,
    trend: `Into how many equal parts the range of time is cut (default ${TREND_DEFAULT}).`,
  },
  answer:
    '{patterns: [{pattern, count, level, services, first, last, trend: [counts], examples: [{id, timestamp, message}], new}], total, records, complete, rows_read, bytes_read, milliseconds, pending_bytes}; total and records count what the limit cuts off, too.',
};

/** A pattern, as `/api/v1/patterns` gives it. */
export interface PatternAnswer {
  /** The message with `<*>` in place of what varies. */
  pattern: string;
  count: number;
  /** The most severe level among the records. */
  level: string;
  services: string[];
  /** RFC 3339. */
  first: string;
  last: string;
  /** Counts in equal parts of the range of time; of an open range, from the first record to the last. */
  trend: number[];
  /** Some records, the newest first; a message is cut after 1,000 characters. */
  examples: { id: string; timestamp: string; message: string }[];
  /** Whether its first record in the range came at or after `since`. */
  new: boolean;
}

/** `/api/v1/patterns`: what `| patterns` finds, with names and types of this API. */
export function patternsRoute(http: FastifyInstance, source: QuerySource): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/api/v1/patterns',
    config: { describe: PATTERNS },
    async handler(request, reply) {
      const read = await readSelectRequest(request, reply, source, { query: '*' });
      const limit = counted(read, 'limit', LIMIT_DEFAULT, LIMIT_MAX);
      const pipes = [...read.query.pipes, pipeOf(read)];
      const patterns: PatternAnswer[] = [];
      let total = 0;
      let records = 0;
      for await (const part of executeSelect(source, { ...read, query: { ...read.query, pipes } })) {
        for (const text of part) {
          const row = JSON.parse(text) as Row;
          total++;
          records += Number(row.hits);
          if (total <= limit) patterns.push(answerOf(row));
        }
      }
      read.settle();
      const { rows: _, ...summary } = summaryOf(read.answered);
      return { patterns, total, records, ...summary };
    },
  });
}

function pipeOf(read: SelectRequest): Pipe {
  const since = timeParameter(read.parameters, 'since', read.now);
  const trend = counted(read, 'trend', TREND_DEFAULT, MAX_TREND);
  return {
    kind: 'patterns',
    at: '_msg',
    since: since === undefined ? '' : String(since),
    trend,
    limit: null,
  };
}

function counted({ parameters }: SelectRequest, name: string, standard: number, most: number): number {
  const count = countParameter(parameters, name) ?? standard;
  if (count >= 1 && count <= most) return count;
  throw new LogboomError('LB_REQUEST_INVALID', {
    reason: `The parameter ${name}=${count} is not a number from 1 to ${most}.`,
  });
}

function answerOf(row: Row): PatternAnswer {
  const examples = JSON.parse(row.examples ?? '[]') as { id: string; _time: string; _msg: string }[];
  return {
    pattern: row.pattern ?? '',
    count: Number(row.hits),
    level: row.level ?? '',
    services: JSON.parse(row.services ?? '[]') as string[],
    first: row.first ?? '',
    last: row.last ?? '',
    trend: JSON.parse(row.trend ?? '[]') as number[],
    examples: examples.map(({ id, _time, _msg }) => ({ id, timestamp: _time, message: _msg })),
    new: row.new === 'true',
  };
}
