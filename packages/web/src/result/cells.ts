import type { ResultRow } from '../data/rows.ts';

/** Every field of the rows, in the order of their first appearance. */
export function namesOf(rows: readonly ResultRow[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name in row) names.add(name);
  return [...names];
}

/** Whether a column holds numbers only. */
export const isNumeric = (rows: readonly ResultRow[], name: string): boolean =>
  rows.every((row) => {
    const text = row[name] ?? '';
    return text === '' || !Number.isNaN(Number(text));
  });

/** Numbers by size, other text by its letters; numbers first. */
export function compareCells(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a.localeCompare(b, undefined, { numeric: true });
}

/** A value as a cell shows it: a time without the zeros that sources of milliseconds leave behind them. */
export const shownText = (text: string): string =>
  text.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})000000Z$/, '$1Z');
