import type { Row } from '@logboom/client';
import { CsvFormat } from './csv.ts';
import { logfmt } from './logfmt.ts';
import { PrettyFormat } from './pretty.ts';
import { StreamTable } from './table.ts';

/** The forms of output, for `query` and `tail`. */
export const FORMATS = ['pretty', 'json', 'logfmt', 'csv', 'table'] as const;
export type FormatName = (typeof FORMATS)[number];

/** A row, and what it is among rows of context: undefined where there is no context. */
export interface ShownRow {
  row: Row;
  isHit?: boolean | undefined;
}

/** Turns rows into text, one by one. */
export interface Format {
  /** The text of a row, with its line end, and of a head before the first. */
  row(shown: ShownRow): string;
  /** What stands between groups of rows that belong together. */
  separator(): string;
}

export interface FormatOptions {
  colours: boolean;
  /** The fields of rows, if the query says which. */
  fields: readonly string[] | undefined;
}

export function createFormat(name: FormatName, options: FormatOptions): Format {
  switch (name) {
    case 'pretty':
      return new PrettyFormat(options.colours);
    case 'csv':
      return new CsvFormat(options.fields);
    case 'table':
      return new StreamTable(options.fields);
    case 'json':
      return lineFormat((row) => JSON.stringify(row));
    case 'logfmt':
      return lineFormat((row) => logfmt(Object.entries(row)));
  }
}

/** Forms for programs: what a hit is stands in the row. */
function lineFormat(line: (row: Row) => string): Format {
  return {
    row: ({ row, isHit }) => `${line(isHit === true ? { ...row, _hit: 'true' } : row)}\n`,
    separator: () => '',
  };
}
