import type { FieldPattern, SortKey } from '../ast/pipe.ts';
import { quoteIfNeeded } from '../text/quote.ts';

export function printFieldPattern({ name, prefix }: FieldPattern): string {
  if (prefix && name === '') return '*';
  return `${quoteIfNeeded(name)}${prefix ? '*' : ''}`;
}

export function printFieldPatterns(fields: FieldPattern[]): string {
  return fields.map(printFieldPattern).join(', ');
}

export function printFields(fields: string[]): string {
  return `(${fields.map(quoteIfNeeded).join(', ')})`;
}

export function printKeys(keys: SortKey[]): string {
  return `(${keys.map(({ field, descending }) => `${quoteIfNeeded(field)}${descending ? ' desc' : ''}`).join(', ')})`;
}
