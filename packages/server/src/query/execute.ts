import type { ClickHouseSettings } from '@clickhouse/client';
import type { Query } from '@logboom/logsql';
import type { RowsOptions, Store } from '../store/store.ts';
import { type CompileOptions, compileQuery } from './compile.ts';
import { type RowForm, writerOf } from './row-form.ts';
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
  /** What a text is: a row with the names of LogsQL, or a record with those of `/api/v1`. @default 'row' */
  form?: RowForm;
}

/** Only with readonly does the engine end a query whose client went away. */
const CANCELLED_WITH_CLIENT = {
  readonly: '2',
  cancel_http_readonly_queries_on_client_close: 1,
} as const;

/** What goes wrong in the midst of rows is a line between them. */
const ERRORS_AS_LINES = { http_write_exception_in_output_format: 1 } as const;

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
  const { sql, parameters, settings, stored } = compileQuery(query, options);
  const { limits, signal, progress, form = 'row' } = options;
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
  const write = writerOf(form, stored);
  for await (const rows of streamRows(store, statement, streaming)) yield rows.map(write);
}

function memorySettings(limits: QueryLimits | undefined): ClickHouseSettings {
  return limits === undefined ? {} : { max_memory_usage: String(limits.memory) };
}

/** For a statement whose answer is small and read at once: within the limits, and ended with its client. */
export function boundedBy(limits: QueryLimits, signal: AbortSignal): Required<RowsOptions> {
  const settings = {
    ...memorySettings(limits),
    max_execution_time: limits.timeout / 1e3,
    timeout_before_checking_execution_speed: 0,
    ...CANCELLED_WITH_CLIENT,
  };
  return { signal, settings };
}
