import type { InputStatus, LogRecord } from '@logboom/core';
import { type ClientOptions, Connection } from './http/connection.ts';
import { LogQuery } from './query/log-query.ts';
import type { Row } from './row.ts';
import { type Explanation, type QueryOptions, queryParameters, readRows } from './rows.ts';
import { type SendOptions, type SendResult, type SentRecord, sendBatch } from './send.ts';
import type { TailOptions } from './tail/tail.ts';

/**
 * The server's HTTP API, typed.
 *
 * @example
 * const client = new LogboomClient();
 * for await (const row of client.query('level:error _time:5m')) console.log(row._msg);
 */
export class LogboomClient {
  readonly #connection: Connection;

  constructor(options: ClientOptions = {}) {
    this.#connection = new Connection(options);
  }

  /** Where the server is. */
  get url(): string {
    return this.#connection.url;
  }

  /**
   * The rows of a query, as they arrive: of a {@link LogQuery} with their types, of LogsQL as text. Leaving the loop
   * ends the query in the server too.
   *
   * @throws ClientError when the query cannot be read or the store does not answer
   * @throws LogboomError LB_SERVER_UNREACHABLE; LB_ANSWER_BROKEN after the first part of an answer
   */
  query(query: string, options?: QueryOptions): AsyncGenerator<Row>;
  query<Result>(query: LogQuery<Result>, options?: QueryOptions): AsyncGenerator<Result>;
  async *query(query: string | LogQuery<unknown>, options: QueryOptions = {}): AsyncGenerator<unknown> {
    const rows = readRows(this.#connection, String(query), options);
    if (query instanceof LogQuery) for await (const row of rows) yield query.decode(row);
    else yield* rows;
  }

  /**
   * The rows of a query as text, however many: NDJSON, or CSV with the names of the fields first.
   *
   * @throws ClientError, LogboomError as {@link query}
   */
  async export(
    query: string | LogQuery<unknown>,
    format: 'ndjson' | 'csv',
    options: Omit<QueryOptions, 'onSummary'> = {},
  ): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.#connection.stream('/select/logsql/query', {
      method: 'POST',
      body: queryParameters(String(query), options),
      headers: { accept: format === 'csv' ? 'text/csv' : 'application/x-ndjson' },
      signal: options.signal ?? null,
    });
    return body;
  }

  /**
   * What a query would do: its SQL, the engine's plan, and how much it would read.
   *
   * @throws ClientError, LogboomError as {@link query}
   */
  async explain(
    query: string | LogQuery<unknown>,
    options: Omit<QueryOptions, 'onSummary'> = {},
  ): Promise<Explanation> {
    const body = queryParameters(String(query), options);
    body.set('explain', '1');
    const init = { method: 'POST', body, signal: options.signal ?? null };
    return (await (await this.#connection.request('/select/logsql/query', init)).json()) as Explanation;
  }

  /**
   * Stores records; fulfilled once they are on disk. What goes wrong on the way is tried again, and stores
   * nothing twice.
   *
   * @throws ClientError when the server refuses the batch, or has no room for it for a minute
   * @throws LogboomError LB_SERVER_UNREACHABLE after the last try
   * @example
   * await client.send([{ service: 'shop', level: 'info', message: 'hello' }]);
   */
  send(records: readonly SentRecord[], options: SendOptions = {}): Promise<SendResult> {
    return sendBatch(this.#connection, records, options);
  }

  /**
   * Records as they become durable, until the loop ends or the signal aborts; with `since` or `last` those of the
   * past first. A broken connection is made again, and what came meanwhile follows: no gap, no double.
   *
   * @param query a filter; pipes are for {@link query}
   * @throws ClientError for a filter that cannot be read
   * @throws LogboomError LB_SERVER_UNREACHABLE when none answers at first; LB_QUERY_INVALID
   */
  async *tail(
    query: string | LogQuery<LogRecord> = '*',
    options: TailOptions = {},
  ): AsyncGenerator<LogRecord> {
    // It needs the parser, which is large: pages that only build queries do without.
    const { tailRecords } = await import('./tail/tail.ts');
    yield* tailRecords(this.#connection, query, options);
  }

  /**
   * Every input of the server: where it listens, what came in, and what to paste to send to it.
   *
   * @throws ClientError; LogboomError LB_SERVER_UNREACHABLE
   */
  async inputs(): Promise<InputStatus[]> {
    const response = await this.#connection.request('/api/v1/inputs', {});
    return ((await response.json()) as { inputs: InputStatus[] }).inputs;
  }
}
