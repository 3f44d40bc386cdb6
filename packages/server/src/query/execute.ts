import type { ClickHouseSettings } from '@clickhouse/client';
import type { Query } from '@logboom/logsql';
import type { Store } from '../store/store.ts';
import { type CompileOptions, compileQuery } from './compile.ts';
import { type StreamOptions, streamRows } from './stream-rows.ts';

/** What one query may use. */
export interface QueryLimits {
  /** Milliseconds. */
  timeout: number;
  /** Bytes, in the engine. */
  memory: number;
}

export interface ExecuteOptions extends CompileOptions, Pick<StreamOptions, 'signal' | 'progress'> {
  limits?: QueryLimits;
}

/** Only with readonly does the engine end a query whose client went away. */
export const CANCELLED_WITH_CLIENT = {
  readonly: '2',
  cancel_http_readonly_queries_on_client_close: 1,
} as const;

/** What goes wrong in the midst of rows is a line between them. */
const ERRORS_AS_LINES = { http_write_exception_in_output_format: 1 } as const;

/** `{"row":` and `}` around the object of a row: it is the one column. */
const BEFORE = '{"row":'.length;
const AFTER = -1;

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
  const { limits, signal, progress } = options;
  const statement = {
    sql,
    parameters,
    settings: { ...settings, ...ERRORS_AS_LINES, ...memorySettings(limits), ...CANCELLED_WITH_CLIENT },
  };
  const streaming = {
    signal,
    ...(progress !== undefined && { progress }),
    ...(limits !== undefined && { timeout: limits.timeout }),
  };
  for await (const rows of streamRows(store, statement, streaming)) {
    yield rows.map((row) => row.slice(BEFORE, AFTER));
  }
}

function memorySettings(limits: QueryLimits | undefined): ClickHouseSettings {
  return limits === undefined ? {} : { max_memory_usage: String(limits.memory) };
}

/** Limits as settings of a statement whose answer is read at once. */
export function limitSettings(limits: QueryLimits): ClickHouseSettings {
  return {
    ...memorySettings(limits),
    max_execution_time: limits.timeout / 1e3,
    timeout_before_checking_execution_speed: 0,
  };
}
