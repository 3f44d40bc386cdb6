import type { Row } from './request.ts';

/** Where attributes go that a query does not name: one column with a JSON object. */
const REST = 'attributes';

/** Rows as CSV (RFC 4180), the names of the columns first. */
export class CsvWriter {
  readonly #fields: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #open: boolean;

  /** @param open whether rows may have fields beside these */
  constructor(fields: readonly string[], open: boolean) {
    this.#fields = fields;
    this.#known = new Set(fields);
    this.#open = open;
  }

  head(): string {
    return line(this.#open ? [...this.#fields, REST] : this.#fields);
  }

  /** @param text a row as a JSON object of texts */
  row(text: string): string {
    const row = JSON.parse(text) as Row;
    const cells = this.#fields.map((field) => row[field] ?? '');
    if (this.#open) {
      const rest = Object.entries(row).filter(([name]) => !this.#known.has(name));
      cells.push(rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest)));
    }
    return line(cells);
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
