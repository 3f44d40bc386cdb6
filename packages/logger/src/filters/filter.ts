import type { LogEvent } from '../event/event.ts';

/**
 * Decides about a record: `false` drops it, a {@link LogEvent} replaces it (`event.with(...)`), anything
 * else keeps it. A filter that throws keeps the record.
 */
export interface Filter {
  filter(event: LogEvent): boolean | LogEvent;
}

/** A filter as one function. */
export type FilterFunction = (event: LogEvent) => boolean | LogEvent;

export type FilterLike = Filter | FilterFunction;

/** Python's `logging.Filter`: keeps the records of a logger and of those below it. */
export class NameFilter implements Filter {
  readonly name: string;

  /** @param name the logger's name; '' keeps all */
  constructor(name = '') {
    this.name = name;
  }

  filter(event: LogEvent): boolean {
    const { name } = this;
    return name === '' || event.name === name || event.name.startsWith(`${name}.`);
  }
}

/** Runs filters in order. `undefined` when one of them drops the record. */
export function applyFilters(
  filters: readonly FilterLike[],
  event: LogEvent,
  onError: (error: unknown) => void,
): LogEvent | undefined {
  let current = event;
  for (const filter of filters) {
    try {
      const verdict = typeof filter === 'function' ? filter(current) : filter.filter(current);
      if (verdict === false) return undefined;
      if (typeof verdict === 'object' && verdict !== null) current = verdict;
    } catch (error) {
      onError(error);
    }
  }
  return current;
}
