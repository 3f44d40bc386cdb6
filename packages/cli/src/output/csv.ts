import type { Row } from '@logboom/client';
import type { Format, ShownRow } from './format.ts';

/** The columns of a record, and what is beside them as one JSON object: as the server writes CSV. */
const RECORD = [
  '_time',
  '_stream_id',
  '_stream',
  '_msg',
  'severity',
  'level',
  'service',
  'logger',
  'host',
  'trace_id',
  'span_id',
  'source',
  'observed',
  'id',
];
const REST = 'attributes';

/** Rows as CSV (RFC 4180), the names of the columns first. */
export class CsvFormat implements Format {
  readonly #fields: readonly string[];
  readonly #isOpen: boolean;
  #hasHead = false;

  /** @param fields of rows; without them rows are records */
  constructor(fields: readonly string[] | undefined) {
    this.#fields = fields ?? RECORD;
    this.#isOpen = fields === undefined;
  }

  row({ row, isHit }: ShownRow): string {
    const cells = this.#fields.map((field) => row[field] ?? '');
    if (this.#isOpen) cells.push(this.#rest(row));
    if (isHit !== undefined) cells.push(String(isHit));
    return this.#head(isHit !== undefined) + lineOf(cells);
  }

  separator(): string {
    return '';
  }

  #head(withHits: boolean): string {
    if (this.#hasHead) return '';
    this.#hasHead = true;
    return lineOf([...this.#fields, ...(this.#isOpen ? [REST] : []), ...(withHits ? ['_hit'] : [])]);
  }

  #rest(row: Row): string {
    const rest = Object.entries(row).filter(([name]) => !this.#fields.includes(name));
    return rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest));
  }
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
