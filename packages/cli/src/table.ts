import { stripVTControlCharacters } from 'node:util';
import type { Row } from '@logboom/client';

const CELL_MAX = 60;
/** Fields that help nobody in a table, unless a query asks for little else. */
const LEFT_OUT: ReadonlySet<string> = new Set(['_stream', '_stream_id', 'observed', 'severity', 'id']);

/** Rows as a table of text: the lines of it, names first. Long values are cut. */
export function tableLines(rows: readonly Row[]): string[] {
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isRecord = all.includes('_stream_id');
  const names = isRecord ? all.filter((name) => !LEFT_OUT.has(name)) : all;
  const cells = [names, ...rows.map((row) => names.map((name) => cell(row[name] ?? '')))];
  return columns(cells);
}

/** Lines of cells, each column as wide as its widest cell. */
export function columns(cells: readonly string[][]): string[] {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => [...line[column]!].length)));
  return cells.map((line) =>
    line
      .map((text, column) => text + ' '.repeat(widths[column]! - [...text].length))
      .join('  ')
      .trimEnd(),
  );
}

function cell(text: string): string {
  const flat = [...stripVTControlCharacters(text).replace(/\p{Cc}+/gu, ' ')];
  return flat.length > CELL_MAX ? `${flat.slice(0, CELL_MAX - 1).join('')}…` : flat.join('');
}
