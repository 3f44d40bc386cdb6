import { writeError } from '#platform';
import { reason } from '../values/json.ts';

/** Told of every error inside the library: where it happened and what was thrown. */
export type ErrorReporter = (where: string, error: unknown) => void;

/** The same trouble is told at most once in this time (milliseconds); the count comes with the next report. */
const QUIET = 10_000;
const seen = new Map<string, { until: number; count: number }>();

let reporter: ErrorReporter = reportToStderr;

/** Replaces the report on stderr, for instance to count errors. `undefined` brings it back. */
export function onInternalError(report: ErrorReporter | undefined): void {
  reporter = report ?? reportToStderr;
}

/** Reports an error of a handler, formatter or filter. Never throws. */
export function reportError(where: string, error: unknown): void {
  try {
    reporter(where, error);
  } catch {
    // A reporter that throws has nobody left to tell.
  }
}

function reportToStderr(where: string, error: unknown): void {
  const now = Date.now();
  const known = seen.get(where);
  if (known !== undefined && now < known.until) {
    known.count++;
    return;
  }
  const before = known !== undefined && known.count > 0 ? ` (${known.count} more since the last report)` : '';
  seen.set(where, { until: now + QUIET, count: 0 });
  writeError(`[logboom] ${where}: ${reason(error)}${before}\n`);
}
