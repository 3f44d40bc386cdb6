import { type LogRecord, levelOf } from '@logboom/core';
import { LOGS } from '../store/names.ts';
import type { RowsOptions, Store } from '../store/store.ts';

interface RecordRow {
  timestamp: string;
  observed: string;
  severity: number;
  message: string;
  service: string;
  logger: string;
  host: string;
  trace_id: string;
  span_id: string;
  attributes: Record<string, string>;
  source: string;
  id: string;
}

const COLUMNS =
  'timestamp, observed, severity, message, service, logger, host, trace_id, span_id, attributes, source, id';

/** The records that a condition selects. Values come only as parameters. */
export async function selectRecords(
  store: Store,
  condition: string,
  parameters: Record<string, unknown>,
  options: RowsOptions,
): Promise<LogRecord[]> {
  const query = `SELECT ${COLUMNS} FROM ${LOGS} WHERE ${condition}`;
  const rows = await store.rows<RecordRow>(query, parameters, options);
  return rows.map(({ timestamp, observed, severity, ...rest }) => ({
    timestamp: rfc3339(timestamp),
    observed: rfc3339(observed),
    severity,
    level: levelOf(severity),
    ...rest,
  }));
}

/** ClickHouse writes `2026-07-01 10:00:00.123456789`. */
function rfc3339(text: string): string {
  return `${text.replace(' ', 'T')}Z`;
}
