import type { QueryProgress } from './progress.ts';

/** The header, or the trailer of a streamed answer, that holds a {@link Summary} as JSON. */
export const SUMMARY_HEADER = 'x-logboom-summary';

/** What an answer is worth: it comes with every whole answer, and only with whole ones. */
export interface Summary {
  complete: true;
  /** Rows of the answer. */
  rows: number;
  /** What the engine read for it, uncompressed. */
  rows_read: number;
  bytes_read: number;
  /** From the request to its last row. */
  milliseconds: number;
  /** Bytes of records that were acknowledged and not in the store when the request came: newer than the answer. */
  pending_bytes: number;
}

export interface Answered {
  rows: number;
  progress: QueryProgress;
  /** Milliseconds since 1970: when the request came. */
  now: number;
  pendingBytes: number;
}

export function summaryOf({ rows, progress, now, pendingBytes }: Answered): Summary {
  return {
    complete: true,
    rows,
    rows_read: progress.rowsRead,
    bytes_read: progress.bytesRead,
    milliseconds: Date.now() - now,
    pending_bytes: pendingBytes,
  };
}
