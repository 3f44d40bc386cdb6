import type { LogRecord } from '@logboom/core';
import { streamIdOf, streamOf } from '../text/stream.ts';

/** Reads one field of a source; a missing field is empty. */
export type Getter<S> = (source: S) => string;
/** Finds the getter of a field by its name, once, when a filter is compiled. */
export type Resolve<S> = (name: string) => Getter<S>;

const SPECIAL: ReadonlyMap<string, Getter<LogRecord>> = new Map<string, Getter<LogRecord>>([
  ['_time', (record) => record.timestamp],
  ['_msg', (record) => record.message],
  ['_stream', streamOf],
  ['_stream_id', streamIdOf],
  ['timestamp', (record) => record.timestamp],
  ['observed', (record) => record.observed],
  ['severity', (record) => String(record.severity)],
  ['level', (record) => record.level],
  ['message', (record) => record.message],
  ['service', (record) => record.service],
  ['logger', (record) => record.logger],
  ['host', (record) => record.host],
  ['trace_id', (record) => record.trace_id],
  ['span_id', (record) => record.span_id],
  ['source', (record) => record.source],
  ['id', (record) => record.id],
]);

/** LogsQL's own names, then the columns, then the attributes of a record. */
export function resolveRecordField(name: string): Getter<LogRecord> {
  const special = SPECIAL.get(name);
  if (special !== undefined) return special;
  // An attribute may be called like something of Object.prototype.
  return ({ attributes }) => (Object.hasOwn(attributes, name) ? attributes[name]! : '');
}
