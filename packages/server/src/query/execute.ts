import { randomUUID } from 'node:crypto';
import type { ClickHouseSettings } from '@clickhouse/client';
import type { Query } from '@logboom/logsql';
import type { Store } from '../store/store.ts';
import { type CompileOptions, compileQuery } from './compile.ts';

/** What one query may use. */
export interface QueryLimits {
  /** Milliseconds. */
  timeout: number;
  /** Bytes, in the engine. */
  memory: number;
}

export interface ExecuteOptions extends CompileOptions {
  /** Cancels the query, in the engine too. */
  signal: AbortSignal;
  limits?: QueryLimits;
}

/** Only with readonly does the engine end a query whose client went away. */
export const CANCELLED_WITH_CLIENT = {
  readonly: '2',
  cancel_http_readonly_queries_on_client_close: 1,
} as const;

/**
 * Runs a query and gives its rows as JSON texts, some at a time, as fast as they are taken.
 *
 * @throws LogboomError LB_QUERY_INVALID, LB_QUERY_LIMIT, LB_STORE_UNAVAILABLE
 */
export async function* execute(
  store: Store,
  query: Query,
  options: ExecuteOptions,
): AsyncGenerator<string[]> {
  const { sql, parameters, settings } = compileQuery(query, options);
  try {
    const result = await store.client.query({
      query: sql,
      format: 'TabSeparatedRaw',
      query_params: parameters,
      query_id: randomUUID(),
      abort_signal: options.signal,
      clickhouse_settings: { ...settings, ...limitSettings(options.limits), ...CANCELLED_WITH_CLIENT },
    });
    for await (const rows of result.stream()) yield rows.map(({ text }) => text);
  } catch (cause) {
    if (options.signal.aborted) return;
    throw store.failure(cause);
  }
}

/** Limits as settings of a statement. */
export function limitSettings(limits: QueryLimits | undefined): ClickHouseSettings {
  if (limits === undefined) return {};
  return {
    max_execution_time: limits.timeout / 1e3,
    timeout_before_checking_execution_speed: 0,
    max_memory_usage: String(limits.memory),
  };
}
