import { recordOfRow as recordOf } from '@logboom/logsql';

/** The JSON of a record from the JSON of a row. */
export function recordOfRow(text: string): string {
  return JSON.stringify(recordOf(JSON.parse(text) as Record<string, string>));
}
