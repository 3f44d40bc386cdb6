import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { compileQuery } from '../../../query/compile.ts';
import { newestFirst } from '../../../query/newest-first.ts';
import type { RowForm } from '../../../query/row-form.ts';
import type { QuerySource } from '../../../query/source.ts';
import { summaryOf } from '../../../query/summary.ts';
import { choiceParameter, countParameter, flagParameter } from '../../parameters.ts';
import { sendRows } from '../../send-rows.ts';
import { CsvWriter } from './csv.ts';
import { type ExplainAnswer, explainSelect } from './explain.ts';
import { compileOptionsOf, executeSelect, RANGE, readSelectRequest, type SelectRequest } from './request.ts';

const QUERY = {
  ...RANGE,
  limit: 'The most rows; of a query without order, the newest.',
  summary:
    '1 adds a last line {"_summary": {complete, rows, rows_read, bytes_read, milliseconds, pending_bytes}}; the trailer x-logboom-summary has the same.',
  format: 'ndjson (default), csv or json; Accept: text/csv asks for csv too.',
  download: 'The name of a file: browsers save the answer under it.',
  explain: '1 tells what the query would do instead: {sql, plan, estimate}.',
};

const SELECT = {
  summary: "Rows of a LogsQL query, with VictoriaLogs' parameters and names (_time, _msg, _stream).",
  query: QUERY,
  answer: 'One JSON object a line, as they are found; CSV with Accept: text/csv.',
};

const RECORDS = {
  summary: 'Records that a LogsQL query finds, the newest first.',
  query: QUERY,
  answer: 'One record as JSON a line.',
};

/** How an answer of rows may be written; records, whose fields nest, not as CSV. */
const FORMATS = ['ndjson', 'json', 'csv'] as const;

/** How many records `/api/v1/query` gives where nothing is said. */
const RECORDS_LIMIT = 1000;

/** Rows of queries, streamed: as many as there are, at constant memory. */
export function rowRoutes(http: FastifyInstance, source: QuerySource): void {
  http.route({
    method: ['GET', 'POST'],
    url: '/select/logsql/query',
    config: { describe: SELECT },
    handler: (request, reply) => select(request, reply, source, { form: 'row' }),
  });
  http.route({
    method: ['GET', 'POST'],
    url: '/api/v1/query',
    config: { describe: RECORDS },
    handler: (request, reply) => select(request, reply, source, { limit: RECORDS_LIMIT, form: 'record' }),
  });
}

/** So few rows are sooner put together here than planned by the engine; of more, the engine's threads do it. */
const FEW = 10_000;

interface Answer {
  limit?: number;
  form: RowForm;
}

async function select(
  request: FastifyRequest,
  reply: FastifyReply,
  source: QuerySource,
  answer: Answer,
): Promise<FastifyReply | ExplainAnswer> {
  const read = await readSelectRequest(request, reply, source);
  const limit = countParameter(read.parameters, 'limit') ?? answer.limit;
  const asked = { ...read, query: newestFirst(read.query, limit) };
  const { form } = answer;
  const output = form === 'record' || (limit !== undefined && limit <= FEW) ? 'records' : 'map';
  if (flagParameter(read.parameters, 'explain')) return explainSelect(source, asked, output);
  const { log } = source;
  const summary = () => summaryOf(asked.answered);
  const rows = executeSelect(source, asked, { form, output });
  const formats = form === 'row' ? FORMATS : FORMATS.slice(0, 2);
  const format = choiceParameter(read.parameters, 'format', formats) ?? acceptedFormat(request);
  const name = read.parameters.get('download') ?? '';
  if (name !== '') reply.header('content-disposition', `attachment; filename="${fileName(name)}"`);
  if (format === 'json') {
    const type = 'application/json; charset=utf-8';
    return sendRows(reply, { type, parts: jsonArray(rows), summary, log });
  }
  if (format === 'csv' && form === 'row') {
    return sendRows(reply, { type: 'text/csv; charset=utf-8', parts: csv(asked, rows), summary, log });
  }
  const type = 'application/x-ndjson; charset=utf-8';
  return sendRows(reply, { type, parts: ndjson(asked, rows), summary, log });
}

const acceptedFormat = ({ headers }: FastifyRequest): (typeof FORMATS)[number] =>
  /^\s*text\/csv\b/i.test(headers.accept ?? '') ? 'csv' : 'ndjson';

/** A name without anything that could end the header or name a folder. */
const fileName = (name: string): string => name.replace(/[^\w.-]+/g, '_').slice(0, 100);

async function* jsonArray(parts: AsyncGenerator<string[]>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const part of parts) {
    if (part.length === 0) continue;
    yield separator + part.join(',\n');
    separator = ',\n';
  }
  yield separator === ',\n' ? '\n]\n' : '[]\n';
}

async function* ndjson(asked: SelectRequest, parts: AsyncGenerator<string[]>): AsyncGenerator<string> {
  for await (const part of parts) yield `${part.join('\n')}\n`;
  // Only a whole answer gets here: others break off.
  if (flagParameter(asked.parameters, 'summary'))
    yield `${JSON.stringify({ _summary: summaryOf(asked.answered) })}\n`;
}

async function* csv(request: SelectRequest, parts: AsyncGenerator<string[]>): AsyncGenerator<string> {
  const { fields, open } = compileQuery(request.query, compileOptionsOf(request));
  const writer = new CsvWriter(fields, open);
  // The head waits for the first rows: a query that fails must still get its status.
  let head = writer.head();
  for await (const part of parts) {
    yield head + part.map((text) => writer.row(text)).join('');
    head = '';
  }
  if (head !== '') yield head;
}
