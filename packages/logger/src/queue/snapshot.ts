import type { LogEvent } from '../event/event.ts';
import type { Fields } from '../logger/bindings.ts';
import { jsonOf } from '../values/json.ts';

/**
 * A record as it is now: its message is made, lazy values are called and objects copied, so that what the
 * application does to them afterwards does not show. Python's `QueueHandler.prepare`.
 */
export function snapshot(event: LogEvent): LogEvent {
  void event.message;
  const { fields, args } = event;
  if (fields === undefined && args.every(isPlain)) return event;
  const copy = event.with({
    template: event.message,
    pattern: undefined,
    args: [],
    ...(fields === undefined ? {} : { fields: copyFields(fields) }),
  });
  return copy;
}

function copyFields(fields: Fields): Fields {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    try {
      const value = fields[key];
      copy[key] = copyValue(typeof value === 'function' ? (value as () => unknown)() : value);
    } catch (error) {
      copy[key] = `[Thrown: ${error instanceof Error ? error.message : typeof error}]`;
    }
  }
  return copy;
}

function copyValue(value: unknown): unknown {
  // Errors are written with their stacks and causes by formatters, and nobody changes them.
  if (isPlain(value) || value instanceof Error) return value;
  const json = jsonOf(value);
  return json === undefined ? undefined : (JSON.parse(json) as unknown);
}

function isPlain(value: unknown): boolean {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}
