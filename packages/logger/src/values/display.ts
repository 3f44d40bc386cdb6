import { errorType } from './error.ts';
import { jsonOf, reason } from './json.ts';
import { cutText } from './limits.ts';

/** Any value as a person reads it in a message: texts as they are, errors in one line, objects as JSON. */
export function display(value: unknown): string {
  if (typeof value === 'string') return cutText(value);
  try {
    if (value instanceof Error) return `${errorType(value)}: ${String(value.message)}`;
    if (value === undefined) return 'undefined';
    if (typeof value === 'bigint' || typeof value === 'number') return `${value}`;
    if (typeof value === 'symbol') return String(value);
    const json = jsonOf(value) ?? 'undefined';
    return json.startsWith('"') ? (JSON.parse(json) as string) : json;
  } catch (error) {
    return `[Unreadable: ${reason(error)}]`;
  }
}
