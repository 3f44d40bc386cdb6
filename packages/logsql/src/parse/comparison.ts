import type { Comparison, Filter } from '../ast/filter.ts';
import type { Cursor } from './cursor.ts';

export const COMPARISONS: readonly Comparison[] = ['<', '<=', '>', '>='];

const HINT = 'Write a number (10, 1.5, 10KiB, 5m, 1.2.3.4) or a text in quotes.';

export function parseComparison(cursor: Cursor, field: string): Filter {
  const operator = cursor.advance().text as Comparison;
  const value = cursor.value(`a value after ${operator}`, HINT);
  return { kind: 'compare', field, operator, value };
}
