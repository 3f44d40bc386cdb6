import { stripVTControlCharacters } from 'node:util';
import type { Row } from '@logboom/client';
import type { Format, ShownRow } from './format.ts';
import { logfmt } from './logfmt.ts';

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
  return cells.map((line) => aligned(line, widths));
}

function aligned(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((text, column) => text + ' '.repeat(widths[column]! - [...text].length))
    .join('  ')
    .trimEnd();
}

function cell(text: string): string {
  const flat = [...stripVTControlCharacters(text).replace(/\p{Cc}+/gu, ' ')];
  return flat.length > CELL_MAX ? `${flat.slice(0, CELL_MAX - 1).join('')}…` : flat.join('');
}

/** What a record shows in a table that grows; all else stands in one column as logfmt. */
const RECORD = ['_time', 'level', 'service', 'logger', 'host', '_msg'];
const REST = 'attributes';
/** Fields that stand in no column of a growing table: the record's id finds them. */
const HIDDEN: ReadonlySet<string> = new Set([...LEFT_OUT, ...RECORD, 'source', 'severity_text']);

/** A table whose rows come one by one: columns grow as they need it. */
export class StreamTable implements Format {
  readonly #fields: readonly string[];
  readonly #isOpen: boolean;
  #widths: number[] | undefined;

  /** @param fields of rows; without them rows are records */
  constructor(fields: readonly string[] | undefined) {
    this.#fields = fields ?? RECORD;
    this.#isOpen = fields === undefined;
  }

  row({ row, isHit }: ShownRow): string {
    const cells = this.#fields.map((name) => cell(row[name] ?? ''));
    if (this.#isOpen) cells.push(cell(logfmt(Object.entries(row).filter(([name]) => !HIDDEN.has(name)))));
    if (isHit !== undefined) cells.unshift(isHit ? '>' : '');
    if (this.#widths !== undefined) return this.#line(cells);
    const head = [...this.#fields, ...(this.#isOpen ? [REST] : [])];
    if (isHit !== undefined) head.unshift('');
    this.#widths = head.map((name) => [...name].length);
    this.#grow(cells);
    return this.#line(head) + this.#line(cells);
  }

  separator(): string {
    return '--\n';
  }

  #grow(cells: string[]): number[] {
    const widths = this.#widths ?? [];
    cells.forEach((text, i) => {
      widths[i] = Math.max(widths[i] ?? 0, [...text].length);
    });
    return widths;
  }

  #line(cells: string[]): string {
    return `${aligned(cells, this.#grow(cells))}\n`;
  }
}
