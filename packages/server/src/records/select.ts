import type { LogRecord } from '@logboom/core';
import { LOGS } from '../store/names.ts';
import type { RowsOptions, Store } from '../store/store.ts';
import { RECORD_COLUMNS, type RecordRow, recordOfColumns } from './record-row.ts';

/** The records that a condition selects. Values come only as parameters. */
export async function selectRecords(
  store: Store,
  condition: string,
  parameters: Record<string, unknown>,
  options: RowsOptions,
): Promise<LogRecord[]> {
  const query = `SELECT ${RECORD_COLUMNS.join(', ')} FROM ${LOGS} WHERE ${condition}`;
  return (await store.rows<RecordRow>(query, parameters, options)).map(recordOfColumns);
}
