import { compileTail, parseQuery, recordOfRow } from '@logboom/logsql';
import { type RecordRow, recordOfColumns } from '../records/record-row.ts';

/** A row with the names of LogsQL (`_time`, `_msg`), or a record with those of `/api/v1`. */
export type RowForm = 'row' | 'record';

type Row = Record<string, string>;

/** `{"row":` and `}` around the object of a row that has one column, a map of its fields. */
const BEFORE = '{"row":'.length;
const AFTER = -1;

const rowsOfRecord = compileTail(parseQuery('*'));

/**
 * Turns the JSON of a row, as the engine writes it, into the JSON of an answer.
 *
 * @param stored whether it has the columns of a record as it is stored
 */
export function writerOf(form: RowForm, stored: boolean): (text: string) => string {
  if (stored) {
    const recordOf = (text: string) => recordOfColumns(JSON.parse(text) as RecordRow);
    if (form === 'record') return (text) => JSON.stringify(recordOf(text));
    return (text) => JSON.stringify(rowsOfRecord(recordOf(text))[0]);
  }
  if (form === 'row') return (text) => text.slice(BEFORE, AFTER);
  return (text) => JSON.stringify(recordOfRow(JSON.parse(text.slice(BEFORE, AFTER)) as Row));
}
