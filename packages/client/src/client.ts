import type { LogRecord } from '@logboom/core';
import { ClientError } from './error.ts';
import { readEvents } from './events.ts';
import { readLines } from './lines.ts';

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
  signal?: AbortSignal;
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
    const { limit, start, end, signal } = options;
    const body = new URLSearchParams({ query });
    if (limit !== undefined) body.set('limit', String(limit));
    if (start !== undefined) body.set('start', start);
    if (end !== undefined) body.set('end', end);
    const stream = await this.#stream('/select/logsql/query', {
      method: 'POST',
      body,
      signal: signal ?? null,
    });
    for await (const line of readLines(stream)) if (line !== '') yield JSON.parse(line) as Row;
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

  async #stream(path: string, init: RequestInit): Promise<ReadableStream<Uint8Array>> {
    const response = await fetch(this.#url + path, init);
    if (!response.ok || response.body === null) throw new ClientError(response.status, await response.text());
    return response.body;
  }
}
