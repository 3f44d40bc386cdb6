import { type LogRecord, levelOf } from '@logboom/core';

type Row = Record<string, string>;

/** The JSON of a record from the JSON of a row: names that are no columns are its attributes. */
export function recordOfRow(text: string): string {
  const {
    _time = '',
    _msg = '',
    _stream,
    _stream_id,
    observed = '',
    severity = '0',
    level,
    service = '',
    logger = '',
    host = '',
    trace_id = '',
    span_id = '',
    source = '',
    id = '',
    ...attributes
  } = JSON.parse(text) as Row;
  const record: LogRecord = {
    timestamp: _time,
    observed,
    severity: Number(severity),
    level: levelOf(Number(severity)),
    message: _msg,
    service,
    logger,
    host,
    trace_id,
    span_id,
    attributes,
    source,
    id,
  };
  return JSON.stringify(record);
}
