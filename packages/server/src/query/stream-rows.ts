import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ClickHouseSettings } from '@clickhouse/client';
import { timeLimitReached } from '../store/refusal.ts';
import type { Store } from '../store/store.ts';
import { Patience } from './patience.ts';
import { noProgress, type QueryProgress, readNotice } from './progress.ts';

/** A SELECT. */
export interface Statement {
  sql: string;
  parameters?: Record<string, unknown>;
  settings?: ClickHouseSettings;
}

export interface StreamOptions {
  /** Cancels the query, in the engine too. */
  signal: AbortSignal;
  /** Milliseconds that may be spent waiting for the engine. @default Infinity */
  timeout?: number;
  /** Is kept up to date while rows come. */
  progress?: QueryProgress;
}

const ROW = '{"row":';

/**
 * Runs a SELECT without a FORMAT and gives its rows as JSON texts, some at a time, no faster than they are taken. Ends
 * early only by an error, or if the signal was aborted.
 *
 * @throws LogboomError LB_QUERY_INVALID, LB_QUERY_LIMIT, LB_STORE_UNAVAILABLE
 */
export async function* streamRows(
  store: Store,
  statement: Statement,
  options: StreamOptions,
): AsyncGenerator<string[]> {
  const { progress = noProgress(), signal } = options;
  // In lines between the rows the engine tells what it has read.
  const told = { ...statement, sql: `${statement.sql} FORMAT JSONEachRowWithProgress` };
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const bytes of streamBytes(store, told, options)) {
      const lines = (rest + decoder.write(bytes)).split('\n');
      rest = lines.pop()!;
      const rows: string[] = [];
      for (const line of lines) {
        if (line.startsWith(ROW)) rows.push(line.slice(ROW.length, -1));
        else readNotice(line, progress);
      }
      if (rows.length > 0) yield rows;
    }
    if (rest !== '' && !signal.aborted) throw new Error('the answer of the store broke off');
  } catch (cause) {
    throw store.failure(cause);
  }
}

/** Runs a SELECT that names its FORMAT, and gives what the engine writes. @throws as {@link streamRows} */
export async function* streamBytes(
  store: Store,
  { sql, parameters = {}, settings = {} }: Statement,
  { signal, timeout = Infinity }: StreamOptions,
): AsyncGenerator<Buffer> {
  if (signal.aborted) return;
  const patience = new Patience(timeout);
  let stream: Readable | undefined;
  try {
    const answer = await patience.during(
      store.client.exec({
        query: sql,
        query_params: parameters,
        query_id: randomUUID(),
        abort_signal: AbortSignal.any([signal, patience.signal]),
        clickhouse_settings: settings,
      }),
    );
    stream = answer.stream;
    const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await patience.during(chunks.next());
      if (done === true) return;
      yield value;
    }
  } catch (cause) {
    if (signal.aborted) return;
    throw patience.signal.aborted ? timeLimitReached(cause) : store.failure(cause);
  } finally {
    stream?.destroy();
  }
}
