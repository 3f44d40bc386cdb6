import { Readable } from 'node:stream';
import { LogboomError } from '@logboom/core';
import { parseQuery } from '@logboom/logsql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { execute } from '../../query/execute.ts';
import { newestFirst } from '../../query/newest-first.ts';
import { recordOfRow } from '../../query/record-of-row.ts';
import type { Store } from '../../store/store.ts';
import { countParameter, readParameters, timeParameter } from '../parameters.ts';

const QUERY = {
  query: 'LogsQL.',
  limit: 'The most rows; of a query without order, the newest.',
  start: 'From when: RFC 3339, seconds since 1970, or a duration ago (5m).',
  end: 'Until when, itself included.',
};

const SELECT = {
  summary: "Rows of a LogsQL query, with VictoriaLogs' parameters and names (_time, _msg, _stream).",
  query: QUERY,
  answer: 'One JSON object a line, as they are found.',
};

const RECORDS = {
  summary: 'Records that a LogsQL query finds, the newest first.',
  query: QUERY,
  answer: 'One record as JSON a line.',
};

/** How many records `/api/v1/query` gives where nothing is said. */
const RECORDS_LIMIT = 1000;

/** Queries over what was kept. */
export function selectRoutes(http: FastifyInstance, store: Store): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/select/logsql/query',
    config: { describe: SELECT },
    handler: (request, reply) => select(request, reply, store, {}),
  });
  http.route({
    method: ['GET', 'POST'],
    url: '/api/v1/query',
    config: { describe: RECORDS },
    handler: (request, reply) => select(request, reply, store, { limit: RECORDS_LIMIT, row: recordOfRow }),
  });
}

interface Form {
  limit?: number;
  /** Rewrites the JSON text of a row. */
  row?: (text: string) => string;
}

async function select(request: FastifyRequest, reply: FastifyReply, store: Store, form: Form): Promise<FastifyReply> {
  const parameters = await readParameters(request);
  const text = parameters.get('query');
  if (text === null || text.trim() === '') {
    throw new LogboomError('LB_REQUEST_INVALID', { reason: 'The parameter query is missing; query=* finds everything.' });
  }
  const now = Date.now();
  const start = timeParameter(parameters, 'start', now);
  const end = timeParameter(parameters, 'end', now);
  const query = newestFirst(parseQuery(text), countParameter(parameters, 'limit') ?? form.limit);
  const abort = new AbortController();
  reply.raw.once('close', () => abort.abort());
  const rows = execute(store, query, {
    signal: abort.signal,
    now: BigInt(now) * 1_000_000n,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  });
  // The first rows are awaited before the status is sent, so that most errors still have one.
  const first = await rows.next();
  reply.type('application/x-ndjson; charset=utf-8');
  return reply.send(Readable.from(chunks(first, rows, form.row), { objectMode: false, highWaterMark: 65_536 }));
}

async function* chunks(
  first: IteratorResult<string[]>,
  rows: AsyncGenerator<string[]>,
  row: Form['row'],
): AsyncGenerator<string> {
  for (let part = first; !part.done; part = await rows.next()) {
    if (part.value.length > 0) yield `${(row === undefined ? part.value : part.value.map(row)).join('\n')}\n`;
  }
}
