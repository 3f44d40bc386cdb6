import { LogboomError } from '@logboom/core';
import { type Pipe, parseQuery, type Query } from '@logboom/logsql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { execute } from '../../../query/execute.ts';
import type { Store } from '../../../store/store.ts';
import { readParameters, timeParameter } from '../../parameters.ts';

/** What the parameters `query`, `start` and `end` mean; for the descriptions of routes. */
export const RANGE = {
  query: 'LogsQL.',
  start: 'From when: RFC 3339, seconds since 1970, or a duration ago (5m).',
  end: 'Until when, itself included.',
};

/** A row of an answer: every value is a text, empty fields are left out. */
export type Row = Record<string, string>;

/** A request with a query, read. */
export interface SelectRequest {
  parameters: URLSearchParams;
  query: Query;
  /** Milliseconds since 1970: the moment that relative times count from. */
  now: number;
  /** Nanoseconds since 1970. */
  start?: bigint;
  end?: bigint;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** @throws LogboomError LB_REQUEST_INVALID, LB_QUERY_INVALID */
export async function readSelectRequest(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SelectRequest> {
  const parameters = await readParameters(request);
  const text = parameters.get('query');
  if (text === null || text.trim() === '') {
    throw new LogboomError('LB_REQUEST_INVALID', {
      reason: 'The parameter query is missing; query=* finds everything.',
    });
  }
  const now = Date.now();
  const start = timeParameter(parameters, 'start', now);
  const end = timeParameter(parameters, 'end', now);
  const abort = new AbortController();
  reply.raw.once('close', () => abort.abort());
  return {
    parameters,
    query: parseQuery(text),
    now,
    signal: abort.signal,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  };
}

/** The rows of a request's query, as JSON texts, some at a time. */
export function executeSelect(store: Store, request: SelectRequest): AsyncGenerator<string[]> {
  const { query, signal, now, start, end } = request;
  return execute(store, query, {
    signal,
    now: BigInt(now) * 1_000_000n,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  });
}

/** All rows of a request's query: for answers that are small by their nature. */
export async function allRows(store: Store, request: SelectRequest): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const part of executeSelect(store, request))
    for (const text of part) rows.push(JSON.parse(text) as Row);
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
