import { type LogRecord, levelOf } from '@logboom/core';

/** A record as the engine writes it in JSON. */
export interface RecordRow {
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

/** The columns of a {@link RecordRow}. */
export const RECORD_COLUMNS: readonly (keyof RecordRow)[] = [
  'timestamp',
  'observed',
  'severity',
  'message',
  'service',
  'logger',
  'host',
  'trace_id',
  'span_id',
  'attributes',
  'source',
  'id',
];

export function recordOfColumns({ timestamp, observed, severity, ...rest }: RecordRow): LogRecord {
  return {
    timestamp: rfc3339(timestamp),
    observed: rfc3339(observed),
    severity,
    level: levelOf(severity),
    ...rest,
  };
}

/** ClickHouse writes `2026-07-01 10:00:00.123456789`. */
function rfc3339(text: string): string {
  return `${text.replace(' ', 'T')}Z`;
}
