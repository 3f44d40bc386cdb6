import { type LogRecord, levelOf } from '@logboom/core';
import { compileTail, parseQuery } from '@logboom/logsql';
import { type RecordRow, recordOfColumns } from '../records/record-row.ts';

/** A row with the names of LogsQL (`_time`, `_msg`), or a record with those of `/api/v1`. */
export type RowForm = 'row' | 'record';

type Row = Record<string, string>;

/** `{"row":` and `}` around the object of a row that has one column, a map of its fields. */
const BEFORE = '{"row":'.length;
const AFTER = -1;

const rowsOfRecord = compileTail(parseQuery('*'));

/** Turns the JSON of a row, as the engine writes it, into the JSON of an answer. */
export function writerOf(form: RowForm, stored: boolean): (text: string) => string {
  if (stored) {
    const recordOf = (text: string) => recordOfColumns(JSON.parse(text) as RecordRow);
    if (form === 'record') return (text) => JSON.stringify(recordOf(text));
    return (text) => JSON.stringify(rowsOfRecord(recordOf(text))[0]);
  }
  if (form === 'row') return (text) => text.slice(BEFORE, AFTER);
  return (text) => JSON.stringify(recordOfFields(JSON.parse(text.slice(BEFORE, AFTER)) as Row));
}

/** The record of fields: names that are no columns are its attributes. */
function recordOfFields({
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
}: Row): LogRecord {
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
