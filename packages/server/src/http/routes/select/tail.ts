import type { LogRecord } from '@logboom/core';
import { compileFilter, streamIdOf, streamOf } from '@logboom/logsql';
import type { FastifyInstance } from 'fastify';
import type { TailHub } from '../../../live/hub.ts';
import { NdjsonStream } from '../../ndjson-stream.ts';
import { RANGE, readSelectRequest } from './request.ts';

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
      const { query, parameters } = await readSelectRequest(request, reply);
      const view = {
        name: `rows ${parameters.get('query')}`,
        matches: compileFilter(query.filter),
        encode: (record: LogRecord) => `${JSON.stringify(rowOf(record))}\n`,
      };
      const stream = new NdjsonStream(reply, () => stop());
      const stop = hub.watch(view, stream);
    },
  });
}

/** A record with VictoriaLogs' names, flat, without empty fields. */
function rowOf(record: LogRecord): Record<string, string> {
  const { timestamp, message, attributes, severity, ...columns } = record;
  const row = {
    _time: timestamp,
    _stream_id: streamIdOf(record),
    _stream: streamOf(record),
    _msg: message,
    severity: String(severity),
    ...columns,
    ...attributes,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
}
