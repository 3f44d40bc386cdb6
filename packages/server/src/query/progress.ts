import { parseError } from '@clickhouse/client';

/** What the engine has read for an answer. */
export interface QueryProgress {
  rowsRead: number;
  /** Uncompressed. */
  bytesRead: number;
  /** Milliseconds that the engine worked. */
  milliseconds: number;
}

export function noProgress(): QueryProgress {
  return { rowsRead: 0, bytesRead: 0, milliseconds: 0 };
}

interface Notice {
  progress?: { read_rows?: string; read_bytes?: string; elapsed_ns?: string };
  exception?: string;
}

/**
 * Takes in a line of the engine's format JSONEachRowWithProgress that is no row.
 *
 * @throws Error with what the engine says where it broke off
 */
export function readNotice(line: string, progress: QueryProgress): void {
  if (!line.startsWith('{')) {
    // Between marks of its own the engine says why it goes no further, and closes the connection.
    if (/^Code: \d+/.test(line)) throw parseError(line);
    return;
  }
  const { progress: told, exception } = JSON.parse(line) as Notice;
  if (exception !== undefined) throw parseError(exception);
  if (told === undefined) return;
  progress.rowsRead = Number(told.read_rows ?? 0);
  progress.bytesRead = Number(told.read_bytes ?? 0);
  progress.milliseconds = Math.round(Number(told.elapsed_ns ?? 0) / 1e6);
}
