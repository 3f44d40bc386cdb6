import type { InputStatus, LogRecord } from '@logboom/core';
import { ClientError } from './error.ts';
import { readEvents } from './events.ts';
import { readLines } from './lines.ts';
import { type SendOptions, type SendResult, type SentRecord, sendBatch } from './send.ts';

export interface ClientOptions {
  /** Where the server is. @default 'http://127.0.0.1:8888' */
  url?: string;
}

export interface QueryOptions {
  /** The most rows. */
  limit?: number;
  /** From when, RFC 3339 or a duration ago (`5m`). */
  start?: string;
  /** Until when. */
  end?: string;
  /** Told at the end of a whole answer; an answer that breaks off throws instead. */
  onSummary?: (summary: QuerySummary) => void;
  signal?: AbortSignal;
}

/** What an answer says of itself. */
export interface QuerySummary {
  complete: boolean;
  rows: number;
  milliseconds: number;
  /** Bytes of records that were acknowledged and not yet in the store: newer than the answer. */
  pending_bytes: number;
}

export interface TailOptions {
  /** Told of records that the server did not send because this client was slow. */
  onSkipped?: (count: number) => void;
  signal?: AbortSignal;
}

/** A row of an answer: field → value, with VictoriaLogs' names (`_time`, `_msg`, `_stream`). */
export type Row = Record<string, string>;

/**
 * The server's HTTP API, typed.
 *
 * @example
 * const client = new LogboomClient();
 * for await (const row of client.query('level:error _time:5m')) console.log(row._msg);
 */
export class LogboomClient {
  readonly #url: string;

  constructor(options: ClientOptions = {}) {
    this.#url = (options.url ?? 'http://127.0.0.1:8888').replace(/\/+$/, '');
  }

  /**
   * The rows of a query, as they arrive.
   *
   * @throws ClientError when the query cannot be read or the store does not answer
   */
  async *query(query: string, options: QueryOptions = {}): AsyncGenerator<Row> {
    const { onSummary, signal = null } = options;
    const body = queryParameters(query, options);
    if (onSummary !== undefined) body.set('summary', '1');
    const stream = await this.#stream('/select/logsql/query', { method: 'POST', body, signal });
    for await (const line of readLines(stream)) {
      if (line === '') continue;
      const row = JSON.parse(line) as Row | { _summary: QuerySummary };
      // A field of a record is always a text.
      if (typeof row._summary === 'object') onSummary?.(row._summary);
      else yield row as Row;
    }
  }

  /**
   * The rows of a query as text, however many: NDJSON, or CSV with the names of the fields first.
   *
   * @throws ClientError
   */
  async export(
    query: string,
    format: 'ndjson' | 'csv',
    options: Omit<QueryOptions, 'onSummary'> = {},
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#stream('/select/logsql/query', {
      method: 'POST',
      body: queryParameters(query, options),
      headers: { accept: format === 'csv' ? 'text/csv' : 'application/x-ndjson' },
      signal: options.signal ?? null,
    });
  }

  /**
   * Stores records; fulfilled once they are on disk. What goes wrong on the way is tried again, and stores
   * nothing twice.
   *
   * @throws ClientError when the server refuses the batch, or has no room for it for a minute
   * @example
   * await client.send([{ service: 'shop', level: 'info', message: 'hello' }]);
   */
  send(records: readonly SentRecord[], options: SendOptions = {}): Promise<SendResult> {
    return sendBatch(this.#url, records, options);
  }

  /** Records as they become durable, until the loop ends or the signal aborts. */
  async *tail(query = '*', options: TailOptions = {}): AsyncGenerator<LogRecord> {
    const { onSkipped, signal } = options;
    const path = `/api/v1/tail?${new URLSearchParams({ query })}`;
    const stream = await this.#stream(path, { signal: signal ?? null });
    for await (const { event, data } of readEvents(stream)) {
      if (event === 'log') yield JSON.parse(data) as LogRecord;
      else if (event === 'skipped') onSkipped?.((JSON.parse(data) as { count: number }).count);
    }
  }

  /**
   * Every input of the server: where it listens, what came in, and what to paste to send to it.
   *
   * @throws ClientError
   */
  async inputs(): Promise<InputStatus[]> {
    const stream = await this.#stream('/api/v1/inputs', {});
    const { inputs } = (await new Response(stream).json()) as { inputs: InputStatus[] };
    return inputs;
  }

  async #stream(path: string, init: RequestInit): Promise<ReadableStream<Uint8Array>> {
    const response = await fetch(this.#url + path, init);
    if (!response.ok || response.body === null) throw new ClientError(response.status, await response.text());
    return response.body;
  }
}

function queryParameters(query: string, { limit, start, end }: QueryOptions): URLSearchParams {
  const body = new URLSearchParams({ query });
  if (limit !== undefined) body.set('limit', String(limit));
  if (start !== undefined) body.set('start', start);
  if (end !== undefined) body.set('end', end);
  return body;
}
