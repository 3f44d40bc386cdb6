import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newestFirst } from '../../../query/newest-first.ts';
import { recordOfRow } from '../../../query/record-of-row.ts';
import type { Store } from '../../../store/store.ts';
import { countParameter } from '../../parameters.ts';
import { executeSelect, RANGE, readSelectRequest } from './request.ts';

const QUERY = { ...RANGE, limit: 'The most rows; of a query without order, the newest.' };

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

/** Rows of queries, streamed: as many as there are, at constant memory. */
export function rowRoutes(http: FastifyInstance, store: Store): void {
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

async function select(
  request: FastifyRequest,
  reply: FastifyReply,
  store: Store,
  form: Form,
): Promise<FastifyReply> {
  const read = await readSelectRequest(request, reply);
  const query = newestFirst(read.query, countParameter(read.parameters, 'limit') ?? form.limit);
  const rows = executeSelect(store, { ...read, query });
  // The first rows are awaited before the status is sent, so that most errors still have one.
  const first = await rows.next();
  reply.type('application/x-ndjson; charset=utf-8');
  const body = chunks(first, rows, form.row);
  return reply.send(Readable.from(body, { objectMode: false, highWaterMark: 65_536 }));
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
