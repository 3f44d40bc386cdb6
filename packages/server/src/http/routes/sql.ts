import { randomUUID } from 'node:crypto';
import { LogboomError } from '@logboom/core';
import type { FastifyInstance } from 'fastify';
import type { ServerLog } from '../../log/log.ts';
import type { Store } from '../../store/store.ts';
import { readWholeBody } from '../body.ts';
import { sendRows } from '../send-rows.ts';
import { signalOf } from '../signal.ts';

const SQL_MAX = 256 * 1024;

const SQL = {
  summary:
    'Read-only ClickHouse SQL over the tables of Logboom (logboom.logs), with limits on time, memory and rows.',
  body: 'One SELECT, as text.',
  query: { query: 'The SELECT, for GET.' },
  answer: 'One JSON object a line.',
};

/** `/api/v1/sql`: runs as a user of the engine that may read the tables of Logboom and nothing else. */
export function sqlRoute(http: FastifyInstance, reader: Store | undefined, log: ServerLog): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/api/v1/sql',
    config: { describe: SQL },
    async handler(request, reply) {
      if (reader === undefined) {
        throw new LogboomError('LB_REQUEST_INVALID', {
          reason: 'SQL on an outside ClickHouse needs a user that may only read: set store.reader.user.',
        });
      }
      const body = request.method === 'POST' ? await readWholeBody(request.raw, SQL_MAX) : undefined;
      const query = body?.toString() || (request.query as { query?: string }).query || '';
      if (query.trim() === '') {
        throw new LogboomError('LB_REQUEST_INVALID', {
          reason: 'The SELECT is missing: send it as the body.',
        });
      }
      const rows = run(reader, query, signalOf(reply));
      return sendRows(reply, 'application/x-ndjson', rows, log);
    },
  });
}

async function* run(reader: Store, query: string, signal: AbortSignal): AsyncGenerator<string> {
  try {
    const result = await reader.client.query({
      query: query.replace(/;\s*$/, ''),
      format: 'JSONEachRow',
      query_id: randomUUID(),
      abort_signal: signal,
    });
    for await (const rows of result.stream()) yield rows.map(({ text }) => `${text}\n`).join('');
  } catch (cause) {
    if (!signal.aborted) throw reader.failure(cause);
  }
}
