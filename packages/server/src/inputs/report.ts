import { LogboomError, reasonOf } from '@logboom/core';
import type { Metrics } from '../metrics/metrics.ts';

/** So many refused records are reported one by one; the rest is counted. */
const ERRORS_MAX = 100;

const countedErrors = new WeakSet<LogboomError>();

/** An error that tells of refused records, each of which was counted already: it is not one more. */
export function counted(error: LogboomError): LogboomError {
  countedErrors.add(error);
  return error;
}

export const isCounted = (error: LogboomError): boolean => countedErrors.has(error);

/** What happened to the records of a request. */
export class Report {
  accepted = 0;
  rejected = 0;
  readonly errors: { line: number; reason: string }[] = [];
  readonly #codes = new Map<string, number>();

  /**
   * Notes a record that cannot be kept.
   *
   * @param line its place in the request, from 1
   * @throws the error itself when it is the request's fault and not the record's: a batch over the limit
   */
  refuse(line: number, error: unknown): void {
    const code = LogboomError.is(error) ? error.code : 'LB_RECORD_INVALID';
    if (code === 'LB_BATCH_TOO_LARGE') throw error;
    this.rejected++;
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    if (this.errors.length < ERRORS_MAX) this.errors.push({ line, reason: reasonOf(error) });
  }

  /** Adds what was refused to the metrics of an input. */
  count(metrics: Metrics, input: string): void {
    for (const [reason, count] of this.#codes) metrics.rejected.inc({ input, reason }, count);
  }
}
