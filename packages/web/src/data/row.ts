import { type LogRecord, levelOf } from '@logboom/core';

/**
 * A record in the page. Its JSON text is read only when the row is shown: of 20,000 rows a second most
 * pass unseen, and text costs less memory than objects.
 */
export class Row {
  /** Counts up with arrival; the key of the row while the page is open. */
  readonly key: number;
  readonly #text: string;
  #record: LogRecord | undefined;

  constructor(key: number, text: string) {
    this.key = key;
    this.#text = text;
  }

  get record(): LogRecord {
    this.#record ??= readRecord(this.#text);
    return this.#record;
  }
}

const EMPTY: LogRecord = {
  timestamp: '',
  observed: '',
  severity: 9,
  level: 'info',
  message: '',
  service: '',
  logger: '',
  host: '',
  trace_id: '',
  span_id: '',
  attributes: {},
  source: '',
  id: '',
};

/** Reads a record of the API; what is missing is empty, and text that is no record is shown as a message. */
export function readRecord(text: string): LogRecord {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { ...EMPTY, message: text };
    const record: LogRecord = { ...EMPTY, ...value };
    if (!('level' in value)) record.level = levelOf(record.severity);
    return record;
  } catch {
    return { ...EMPTY, message: text };
  }
}
