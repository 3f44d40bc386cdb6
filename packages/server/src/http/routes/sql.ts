import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noProgress } from '../../query/progress.ts';
import type { QuerySource } from '../../query/source.ts';
import { type StreamOptions, streamBytes, streamRows } from '../../query/stream-rows.ts';
import { summaryOf } from '../../query/summary.ts';
import type { Store } from '../../store/store.ts';
import { readWholeBody } from '../body.ts';
import { sendRows } from '../send-rows.ts';
import { signalOf } from '../signal.ts';

const SQL_MAX = 256 * 1024;

/** Forms of an answer beside NDJSON: the engine writes them itself. */
const FORMATS: Readonly<Record<string, { engine: string; type: string }>> = {
  csv: { engine: 'CSVWithNames', type: 'text/csv; charset=utf-8; header=present' },
  tsv: { engine: 'TabSeparatedWithNames', type: 'text/tab-separated-values; charset=utf-8' },
  json: { engine: 'JSON', type: 'application/json; charset=utf-8' },
  arrow: { engine: 'ArrowStream', type: 'application/vnd.apache.arrow.stream' },
  parquet: { engine: 'Parquet', type: 'application/vnd.apache.parquet' },
};

const SQL = {
  summary:
    'Read-only ClickHouse SQL over the tables of Logboom (logboom.logs), within query.timeout and query.memory.',
  body: 'One SELECT, as text, without FORMAT.',
  query: {
    query: 'The SELECT, for GET.',
    format: `ndjson (default), ${Object.keys(FORMATS).join(', ')}; or Accept: text/csv.`,
  },
  answer: 'One JSON object a line, or what format says.',
};

/** `/api/v1/sql`: runs as a user of the engine that may read the tables of Logboom and nothing else. */
export function sqlRoute(http: FastifyInstance, source: QuerySource, reader: Store | undefined): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/api/v1/sql',
    config: { describe: SQL },
    async handler(request, reply) {
      if (reader === undefined) {
        throw invalid('SQL on an outside ClickHouse needs a user that may only read: set store.reader.user.');
      }
      const sql = await readStatement(request);
      const options = { signal: signalOf(reply), timeout: source.limits.timeout };
      const form = formOf(request);
      if (form === 'ndjson') return sendNdjson(reply, source, reader, sql, options);
      const { engine, type } = FORMATS[form]!;
      const parts = streamBytes(reader, { sql: `${sql} FORMAT ${engine}` }, options);
      return sendRows(reply, { type, parts, log: source.log });
    },
  });
}

async function readStatement(request: FastifyRequest): Promise<string> {
  const body = request.method === 'POST' ? await readWholeBody(request.raw, SQL_MAX) : undefined;
  const text = body?.toString() || (request.query as { query?: string }).query || '';
  const sql = text.trim().replace(/;$/, '');
  if (sql === '') throw invalid('The SELECT is missing: send it as the body.');
  if (/\bFORMAT\s+\w+$/i.test(sql)) throw invalid('Leave FORMAT out and name the form with format=csv.');
  return sql;
}

function formOf(request: FastifyRequest): string {
  const { format } = request.query as { format?: string };
  if (format === undefined || format === '')
    return /^\s*text\/csv\b/i.test(request.headers.accept ?? '') ? 'csv' : 'ndjson';
  if (format === 'ndjson' || Object.hasOwn(FORMATS, format)) return format;
  throw invalid(`The parameter format='${format}' is none of ndjson, ${Object.keys(FORMATS).join(', ')}.`);
}

function sendNdjson(
  reply: FastifyReply,
  { log, pendingBytes }: QuerySource,
  reader: Store,
  sql: string,
  options: StreamOptions,
): Promise<FastifyReply> {
  const answered = { rows: 0, progress: noProgress(), now: Date.now(), pendingBytes: pendingBytes() };
  const rows = streamRows(reader, { sql }, { ...options, progress: answered.progress });
  async function* lines(): AsyncGenerator<string> {
    for await (const part of rows) {
      answered.rows += part.length;
      yield `${part.join('\n')}\n`;
    }
  }
  const type = 'application/x-ndjson; charset=utf-8';
  return sendRows(reply, { type, parts: lines(), summary: () => summaryOf(answered), log });
}

function invalid(reason: string): LogboomError {
  return new LogboomError('LB_REQUEST_INVALID', { reason });
}
