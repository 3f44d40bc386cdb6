import type { LogRecord } from '@logboom/core';

/** How a column is shown; names that are not here are attributes. */
export interface ColumnLook {
  title: string;
  /** A CSS grid track. */
  width: string;
}

const LOOKS: Record<string, ColumnLook> = {
  time: { title: 'Time', width: '13ch' },
  level: { title: 'Level', width: '6ch' },
  service: { title: 'Service', width: 'minmax(8ch, 16ch)' },
  logger: { title: 'Logger', width: 'minmax(8ch, 20ch)' },
  host: { title: 'Host', width: 'minmax(8ch, 16ch)' },
  source: { title: 'Source', width: '14ch' },
  message: { title: 'Message', width: 'minmax(20ch, 1fr)' },
};

export const DEFAULT_COLUMNS = ['time', 'level', 'service', 'logger', 'message'] as const;

export const lookOf = (name: string): ColumnLook =>
  LOOKS[name] ?? { title: name, width: 'minmax(8ch, 18ch)' };

/** The value of a column or attribute, as text. */
export function fieldText(record: LogRecord, name: string): string {
  const value =
    Object.hasOwn(record, name) && name !== 'attributes' ? record[name as keyof LogRecord] : undefined;
  if (value !== undefined && typeof value !== 'object') return String(value);
  return Object.hasOwn(record.attributes, name) ? String(record.attributes[name]) : '';
}

/** The columns of the URL, or the usual ones without those that no record so far has filled. */
export function chosenColumns(cols: string | undefined, filled: ReadonlySet<string>): string[] {
  if (cols !== undefined) return cols.split(',').filter((name) => name !== '');
  return DEFAULT_COLUMNS.filter((name) => (name !== 'service' && name !== 'logger') || filled.has(name));
}

/** The grid track of a column: as wide as someone dragged it, else its own width; that of times follows from them. */
export function trackOf(name: string, width: number | undefined, timeWidth: string): string {
  if (width !== undefined) return `${width}px`;
  return name === 'time' ? timeWidth : lookOf(name).width;
}

/** Columns that any record could fill; attributes come on top. */
export const KNOWN_COLUMNS = [
  'time',
  'level',
  'service',
  'logger',
  'host',
  'source',
  'trace_id',
  'message',
] as const;
