import { benchRecord } from '../load/records.ts';

/** A query that is measured, and the milliseconds that section 11 of the design wants of it, warm. */
export interface MeasuredQuery {
  what: string;
  query: string;
  /** The most rows, for queries of records. */
  limit?: number;
  target: number;
  /** How many rows a million records give. */
  rows: number;
}

/** @param start the time of the first of so many records */
export function measuredQueries(records: number, start: number): MeasuredQuery[] {
  const trace = benchRecord(Math.floor(records / 2), start).trace_id;
  return [
    {
      what: 'count by service and level',
      query: '* | stats by (service, level) count() n',
      target: 25,
      rows: 20,
    },
    { what: 'one word (1 record of 997)', query: '137 | stats count() n', target: 6, rows: 1 },
    { what: 'regexp', query: '~"took 9[0-9][0-9] ms" | stats count() n', target: 60, rows: 1 },
    { what: 'newest 100 errors', query: 'level:error', limit: 100, target: 8, rows: 100 },
    { what: 'by trace_id', query: `trace_id:=${trace}`, target: 3, rows: 1 },
    { what: 'by one attribute (1 of 10,000)', query: 'user:=u4242', target: 5, rows: records / 10_000 },
    {
      what: 'per minute and level',
      query: '* | stats by (_time:1m, level) count() n',
      target: 33,
      rows: Math.ceil(records / 60_000) * 4,
    },
    { what: 'top 10 of 10,000 values', query: '* | top 10 by (user)', target: 60, rows: 10 },
  ];
}
