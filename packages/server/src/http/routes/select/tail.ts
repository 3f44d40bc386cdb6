import type { LogRecord } from '@logboom/core';
import { compileFilter, compileTail } from '@logboom/logsql';
import type { FastifyInstance } from 'fastify';
import type { TailHub } from '../../../live/hub.ts';
import { NdjsonStream } from '../../ndjson-stream.ts';
import { RANGE, readQuery } from './request.ts';

const TAIL = {
  summary: 'Records as they become durable.',
  query: { query: RANGE.query },
  answer: 'One row as JSON a line, until the client goes away.',
};

/** `/select/logsql/tail`, as VictoriaLogs has it: NDJSON without end. */
export function tailRoute(http: FastifyInstance, hub: TailHub): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/select/logsql/tail',
    config: { describe: TAIL },
    async handler(request, reply) {
      const { query, parameters } = await readQuery(request);
      const rowsOf = compileTail(query);
      const view = {
        name: `rows ${parameters.get('query')}`,
        matches: compileFilter(query.filter),
        encode: (record: LogRecord) =>
          rowsOf(record)
            .map((row) => `${JSON.stringify(row)}\n`)
            .join(''),
      };
      const stream = new NdjsonStream(reply, () => stop());
      const stop = hub.watch(view, stream);
    },
  });
}
