import { type LogRecord, levelOf } from '@logboom/core';

/** A record as the engine writes it in JSON: its level is known from its severity. */
export type RecordRow = Omit<LogRecord, 'level'>;

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
