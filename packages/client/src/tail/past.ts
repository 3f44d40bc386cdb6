import type { LogRecord } from '@logboom/core';
import { type Filter, formatNanos, type Pipe, printQuery, recordOfRow } from '@logboom/logsql';
import type { Connection } from '../http/connection.ts';
import { pause } from '../http/retry.ts';
import { and } from '../query/filter.ts';
import { readRows } from '../rows.ts';

const LOOK_MS = 100;
/** How far the clock of a source may be behind: so far back the store looks for what came after a moment. */
const LATE_NANOS = 3_600_000_000_000n;

/** Records that are in the store, oldest first; the newest so many, if that is said. */
export async function* readPast(
  connection: Connection,
  filter: Filter,
  last: number | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<LogRecord> {
  const rows = readRows(connection, textOf(filter, last), { signal });
  if (last === undefined) {
    for await (const row of rows) yield recordOfRow(row);
  } else {
    const newest: LogRecord[] = [];
    for await (const row of rows) newest.push(recordOfRow(row));
    yield* newest.reverse();
  }
}

/**
 * Waits until everything that was acknowledged before is in the store. Where records come without a pause some are
 * always on their way: then it is the time that counts, which is longer than the server's promise of a second.
 */
export async function settled(
  connection: Connection,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  const body = new URLSearchParams({ query: '_time:1ns', limit: '0' });
  for (;;) {
    const init = { method: 'POST', body, signal: signal ?? null };
    const { headers } = await connection.request('/select/logsql/query', init);
    if (headers.get('x-logboom-pending-bytes') === '0' || Date.now() > deadline) return;
    await pause(LOOK_MS, signal);
  }
}

/** Records that the server got at this moment or later, RFC 3339. */
export function observedSince(filter: Filter, nanos: bigint): Filter {
  const observed: Filter = { kind: 'compare', field: 'observed', operator: '>=', value: formatNanos(nanos) };
  const time: Filter = {
    kind: 'time',
    range: { form: 'compare', operator: '>=', time: formatNanos(nanos - LATE_NANOS) },
    offset: '',
  };
  return and(time, observed, filter);
}

function textOf(filter: Filter, last: number | undefined): string {
  const sort: Pipe = {
    kind: 'sort',
    by: [{ field: '_time', descending: last !== undefined }],
    descending: false,
    offset: 0,
    limit: last ?? null,
    partition: [],
    rank: '',
  };
  const options = { concurrency: 0, ignoreGlobalTimeFilter: false };
  return printQuery({ options, filter, pipes: [sort] });
}
