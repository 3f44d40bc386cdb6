import { hasPipes } from '../data/pipes.ts';
import { lengthOf, type TimeRange } from '../data/time-range.ts';
import type { TimeStyle } from '../table/time.ts';
import { isZone } from '../time/zone.ts';

/** The whole state of the logs view, as the URL holds it. What is at its default is left out. */
export interface LogsSearch {
  /** LogsQL; empty: every record. */
  q?: string;
  last?: string;
  from?: string;
  to?: string;
  /** `0`: search the past only. */
  live?: string;
  /** Rows a second; left out: as they come. */
  speed?: string;
  /** Names of columns, joined by commas. */
  cols?: string;
  wrap?: string;
  /** `ago`: times by how long ago they were. */
  time?: string;
  /** An IANA time zone; left out: that of the browser. */
  zone?: string;
  /** `1` shows the fields beside the table, `0` hides them; left out: by the width of the window. */
  facets?: string;
  /** The id of the record that is open. */
  record?: string;
}

const NAMES = [
  'q',
  'last',
  'from',
  'to',
  'live',
  'speed',
  'cols',
  'wrap',
  'time',
  'zone',
  'facets',
  'record',
] as const;

/** Reads what a URL carries; a value that cannot be is left out rather than failing the page. */
export function readLogsSearch(raw: Record<string, unknown>): LogsSearch {
  const search: LogsSearch = {};
  for (const name of NAMES) {
    const value = raw[name];
    if (typeof value === 'string' && value !== '') search[name] = value;
  }
  if (search.last !== undefined && lengthOf(search.last) === undefined) delete search.last;
  const span = Date.parse(search.to ?? '') - Date.parse(search.from ?? '');
  if (Number.isNaN(span)) {
    delete search.from;
    delete search.to;
  }
  if (search.speed !== undefined && !(Number(search.speed) > 0)) delete search.speed;
  if (search.time !== 'ago') delete search.time;
  if (search.zone !== undefined && !isZone(search.zone)) delete search.zone;
  return search;
}

export const DEFAULT_LAST = '1h';

export function rangeOf({ from, to, last }: LogsSearch): TimeRange {
  return from !== undefined && to !== undefined ? { from, to } : { last: last ?? DEFAULT_LAST };
}

/** A span that has ended cannot be followed, nor can an answer that pipes make of all records. */
export const isLive = (search: LogsSearch): boolean =>
  search.from === undefined && search.live !== '0' && !hasPipes(search.q ?? '');

export const timeStyleOf = ({ time, zone }: LogsSearch): TimeStyle => ({ zone, ago: time === 'ago' });

export const speedOf = (search: LogsSearch): number =>
  search.speed === undefined ? Number.POSITIVE_INFINITY : Number(search.speed);

/** A patch that sets one kind of range and clears the other. */
export const rangePatch = (range: TimeRange): Partial<Record<keyof LogsSearch, string | undefined>> =>
  'from' in range
    ? { from: range.from, to: range.to, last: undefined }
    : { from: undefined, to: undefined, last: range.last === DEFAULT_LAST ? undefined : range.last };
