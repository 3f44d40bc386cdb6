import type { Filter, FilterOf } from '@logboom/logsql';

/** Records that pass all of these. No filter passes everything. */
export function and(...filters: Filter[]): Filter {
  return combined('and', filters) ?? { kind: 'all' };
}

/** Records that pass any of these. No filter passes nothing. */
export function or(...filters: Filter[]): Filter {
  return combined('or', filters) ?? { kind: 'not', filter: { kind: 'all' } };
}

/** Records that do not pass this. */
export function not(filter: Filter): Filter {
  return filter.kind === 'not' ? filter.filter : { kind: 'not', filter };
}

/** The message has this word or phrase: with no letter, digit or underscore beside it. */
export function word(text: string): Filter {
  return unlessEmpty({ kind: 'phrase', field: '_msg', text, ignoreCase: false });
}

/** Every text has the empty text in it; LogsQL takes the empty word for another question. */
export function unlessEmpty(filter: FilterOf<'phrase' | 'prefix' | 'exact_prefix'>): Filter {
  return filter.text === '' ? { kind: 'all' } : filter;
}

/** The parts of a combination stand in one list, as the parser reads them. */
function combined(kind: 'and' | 'or', filters: Filter[]): Filter | undefined {
  const parts = filters.flatMap((filter) => (filter.kind === kind ? filter.filters : [filter]));
  return parts.length > 1 ? { kind, filters: parts } : parts[0];
}
