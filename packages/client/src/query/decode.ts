import type { Row } from '../row.ts';

/** Reads a row of an answer, where every value is a text and empty ones are left out. */
export type Decode<Result> = (row: Row) => Result;

/** Field → what reads its value. */
export type Readers = Record<string, (text: string) => unknown>;

/** Rows with just the fields that have a reader. `Result` is what the readers read: whoever builds them knows. */
export function decodeFields<Result>(readers: Readers): Decode<Result> {
  const entries = Object.entries(readers);
  return (row) => Object.fromEntries(entries.map(([name, read]) => [name, read(row[name] ?? '')])) as Result;
}

/** How a field of a record is read: one column is a number, everything else is text. */
export function readerOf(name: string): (text: string) => unknown {
  return name === 'severity' ? Number : String;
}
