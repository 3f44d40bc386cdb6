import { severityOfPython } from '@logboom/core';

/** OpenTelemetry's severity number 1..24 of a level. */
export function severityOf(level: number): number {
  return severityOfPython(level) || 1;
}
