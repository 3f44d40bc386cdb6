import type { LogRecord } from '@logboom/core';
import { streamIdOf, streamOf } from '../text/stream.ts';

/** Names that are read where no such field was written. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['timestamp', '_time'],
  ['message', '_msg'],
]);

/** The fields of a record while pipes change them, in the order of the answer. */
export class Row {
  readonly fields: Map<string, string>;
  /** Aliases that were written over or deleted. */
  readonly #taken: Set<string>;

  constructor(fields: Map<string, string>, taken: Set<string> = new Set()) {
    this.fields = fields;
    this.#taken = taken;
  }

  static of(record: LogRecord): Row {
    const { attributes, timestamp, message, severity, ...columns } = record;
    const { level, service, logger, host, trace_id, span_id, source, observed, id } = columns;
    const fields = new Map([
      ['_time', timestamp],
      ['_stream_id', streamIdOf(record)],
      ['_stream', streamOf(record)],
      ['_msg', message],
      ['severity', String(severity)],
      ['level', level],
      ['service', service],
      ['logger', logger],
      ['host', host],
      ['trace_id', trace_id],
      ['span_id', span_id],
      ['source', source],
      ['observed', observed],
      ['id', id],
    ]);
    for (const [name, value] of Object.entries(attributes)) {
      // A column wins over an attribute of its name.
      if (!fields.has(name) && !ALIASES.has(name)) fields.set(name, value);
    }
    return new Row(fields);
  }

  get(name: string): string {
    const value = this.fields.get(name);
    if (value !== undefined) return value;
    const alias = this.#taken.has(name) ? undefined : ALIASES.get(name);
    return alias === undefined ? '' : (this.fields.get(alias) ?? '');
  }

  set(name: string, value: string): void {
    this.fields.set(name, value);
    this.#taken.add(name);
  }

  delete(name: string): void {
    this.fields.delete(name);
    this.#taken.add(name);
  }

  copy(): Row {
    return new Row(new Map(this.fields), new Set(this.#taken));
  }

  /** The fields that are not empty. */
  toObject(): Record<string, string> {
    const filled = [...this.fields].filter(([, value]) => value !== '');
    return Object.fromEntries(filled);
  }
}

/** A row with just these fields, whose aliases mean nothing any more. */
export function closedRow(fields: Map<string, string>): Row {
  return new Row(fields, new Set(ALIASES.keys()));
}
