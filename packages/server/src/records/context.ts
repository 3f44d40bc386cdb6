import { LogboomError, type LogRecord } from '@logboom/core';
import type { RowsOptions, Store } from '../store/store.ts';
import { selectRecords } from './select.ts';

/** Among which records the neighbours of a record are looked for. */
export const SCOPES = ['stream', 'trace', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

export interface ContextOptions extends RowsOptions {
  /** How many records before and after. */
  before: number;
  after: number;
  scope: Scope;
}

/** A record among its neighbours, all oldest first. */
export interface Context {
  before: LogRecord[];
  record: LogRecord;
  after: LogRecord[];
}

const CONDITIONS: Record<Scope, string> = {
  stream: 'service = {service:String} AND host = {host:String} AND source = {source:String}',
  trace: 'trace_id = {trace_id:String}',
  all: '1',
};

/** @throws LogboomError LB_RECORD_UNKNOWN */
export async function readRecord(store: Store, id: string, options: RowsOptions): Promise<LogRecord> {
  const parts = /^([0-9a-z_-]{1,64})-(\d{1,19})$/i.exec(id);
  if (parts === null) throw new LogboomError('LB_RECORD_UNKNOWN', { id });
  const parameters = { node: parts[1], seq: parts[2] };
  const condition = 'seq = {seq:UInt64} AND node = {node:String} LIMIT 1';
  const [record] = await selectRecords(store, condition, parameters, options);
  if (record === undefined) throw new LogboomError('LB_RECORD_UNKNOWN', { id });
  return record;
}

/** The records before and after a record, of its stream, its trace, or of everything. */
export async function readContext(store: Store, id: string, options: ContextOptions): Promise<Context> {
  const record = await readRecord(store, id, options);
  const scope = options.scope === 'trace' && record.trace_id === '' ? 'stream' : options.scope;
  const { timestamp, service, host, source, trace_id } = record;
  const parameters = {
    time: timestamp.slice(0, -1).replace('T', ' '),
    seq: id.slice(id.lastIndexOf('-') + 1),
    service,
    host,
    source,
    trace_id,
  };
  const side = (sign: '<' | '>', count: number): Promise<LogRecord[]> => {
    const order = sign === '<' ? 'DESC' : 'ASC';
    const time = "toDateTime64({time:String}, 9, 'UTC')";
    return selectRecords(
      store,
      `timestamp ${sign}= ${time} AND (timestamp, seq) ${sign} (${time}, {seq:UInt64}) AND ${CONDITIONS[scope]}
       ORDER BY timestamp ${order}, seq ${order} LIMIT {count:UInt32}`,
      { ...parameters, count },
      options,
    );
  };
  const [before, after] = await Promise.all([side('<', options.before), side('>', options.after)]);
  return { before: before.reverse(), record, after };
}
