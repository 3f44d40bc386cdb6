import type { Level } from './severity.ts';

/**
 * One log record, as the API, the page and the tail give it. OpenTelemetry's log data model is the guide.
 * Times are RFC 3339 text in UTC with nine digits of a second.
 */
export interface LogRecord {
  /** When it happened: from the source, else the time of receipt. */
  timestamp: string;
  /** When the server got it. */
  observed: string;
  /** OpenTelemetry severity number, 1..24. */
  severity: number;
  level: Level;
  message: string;
  service: string;
  /** Logger name (`myapp.area1`), scope, category. */
  logger: string;
  host: string;
  /** Trace context, hex text. */
  trace_id: string;
  span_id: string;
  /** Everything else, flattened with dots. */
  attributes: Record<string, string>;
  /** The input that received it. */
  source: string;
  /** Stable and unique: node and number, given when the batch enters the spool. */
  id: string;
}

/** The text columns that a source may set; all but `message` are often empty. */
export const TEXT_COLUMNS = ['message', 'service', 'logger', 'host', 'trace_id', 'span_id'] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** Every name that is a column rather than an attribute. */
export const COLUMNS = [
  'timestamp',
  'observed',
  'severity',
  'level',
  ...TEXT_COLUMNS,
  'source',
  'id',
] as const;
export type Column = (typeof COLUMNS)[number];
