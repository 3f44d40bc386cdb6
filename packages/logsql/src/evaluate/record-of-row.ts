import { type LogRecord, levelOf } from '@logboom/core';

/** The record that a row of an answer is: names that are no columns are its attributes. */
export function recordOfRow(row: Readonly<Record<string, string>>): LogRecord {
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
  } = row;
  return {
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
}
