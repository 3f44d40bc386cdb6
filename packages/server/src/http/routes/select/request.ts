import { LogboomError } from '@logboom/core';
import { type Pipe, parseQuery, type Query } from '@logboom/logsql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CompileOptions } from '../../../query/compile.ts';
import { type ExecuteOptions, execute, type QueryLimits } from '../../../query/execute.ts';
import { noProgress } from '../../../query/progress.ts';
import type { QuerySource } from '../../../query/source.ts';
import { type Answered, SUMMARY_HEADER, summaryOf } from '../../../query/summary.ts';
import { durationParameter, readParameters, timeParameter } from '../../parameters.ts';
import { signalOf } from '../../signal.ts';

/** What the parameters `query`, `start` and `end` mean; for the descriptions of routes. */
export const RANGE = {
  query: 'LogsQL.',
  start: 'From when: RFC 3339, seconds since 1970, or a duration ago (5m).',
  end: 'Until when, itself included.',
  timeout: 'The longest time the query may take, at most what query.timeout allows: 10s.',
};

/** A row of an answer: every value is a text, empty fields are left out. */
export type Row = Record<string, string>;

/** A request with a query, read. */
export interface SelectRequest {
  parameters: URLSearchParams;
  query: Query;
  /** Milliseconds since 1970: the moment that relative times count from. */
  now: number;
  /** What was given and read so far; all requests made from this one share it. */
  answered: Answered;
  /** Tells what was read in a header, for answers that are sent at once. */
  settle: () => void;
  /** Nanoseconds since 1970. */
  start?: bigint;
  end?: bigint;
  limits: QueryLimits;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** @throws LogboomError LB_REQUEST_INVALID, LB_QUERY_INVALID */
export async function readQuery(
  request: FastifyRequest,
  defaults: { query?: string } = {},
): Promise<Pick<SelectRequest, 'parameters' | 'query'>> {
  const parameters = await readParameters(request);
  const text = parameters.get('query')?.trim() || defaults.query;
  if (text === undefined || text === '') {
    throw new LogboomError('LB_REQUEST_INVALID', {
      reason: 'The parameter query is missing; query=* finds everything.',
    });
  }
  return { parameters, query: parseQuery(text) };
}

/** @throws LogboomError LB_REQUEST_INVALID, LB_QUERY_INVALID */
export async function readSelectRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  source: QuerySource,
  defaults: { query?: string } = {},
): Promise<SelectRequest> {
  const { parameters, query } = await readQuery(request, defaults);
  const now = Date.now();
  const start = timeParameter(parameters, 'start', now);
  const end = timeParameter(parameters, 'end', now);
  const timeout = durationParameter(parameters, 'timeout') ?? source.limits.timeout;
  const pendingBytes = source.pendingBytes();
  reply.header('x-logboom-pending-bytes', pendingBytes);
  const answered = { rows: 0, progress: noProgress(), now, pendingBytes };
  return {
    parameters,
    query,
    now,
    limits: { ...source.limits, timeout: Math.min(timeout, source.limits.timeout) },
    answered,
    settle: () => void reply.header(SUMMARY_HEADER, JSON.stringify(summaryOf(answered))),
    signal: signalOf(reply),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  };
}

/** The rows of a request's query, as JSON texts, some at a time; they are counted in the request. */
export async function* executeSelect(
  { store }: QuerySource,
  request: SelectRequest,
  how: Pick<ExecuteOptions, 'form' | 'output'> = {},
): AsyncGenerator<string[]> {
  const { query, signal, limits, answered } = request;
  const options = { ...compileOptionsOf(request), ...how, signal, limits, progress: answered.progress };
  for await (const rows of execute(store, query, options)) {
    answered.rows += rows.length;
    yield rows;
  }
}

/** The moment and the range of time that a request's query is compiled for. */
export function compileOptionsOf({ now, start, end }: SelectRequest): CompileOptions {
  return {
    now: BigInt(now) * 1_000_000n,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  };
}

/** All rows of a request's query: for answers that are small by their nature. */
export async function allRows(source: QuerySource, request: SelectRequest): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const part of executeSelect(source, request))
    for (const text of part) rows.push(JSON.parse(text) as Row);
  request.settle();
  return rows;
}

/** A request whose query goes on with these pipes, written in LogsQL. */
export function withPipes(request: SelectRequest, text: string): SelectRequest {
  const { query } = request;
  return { ...request, query: { ...query, pipes: [...query.pipes, ...pipesOf(text)] } };
}

/** A field's name as LogsQL writes it. */
export function quoteField(name: string): string {
  return JSON.stringify(name);
}

function pipesOf(text: string): Pipe[] {
  return parseQuery(`* | ${text}`).pipes;
}
