import type { LogRecord } from '@logboom/core';
import { parseQuery } from '@logboom/logsql';
import { boundedBy, execute } from '../query/execute.ts';
import { newestFirst } from '../query/newest-first.ts';
import type { QuerySource } from '../query/source.ts';
import { MINUTES } from './schema.ts';

/** What happens now: the answer of `/api/v1/stats`. */
export interface Stats {
  /** The window, in minutes; it ends now. */
  minutes: number;
  /** Records in the window. */
  records: number;
  /** Records a second, over the window. */
  rate: number;
  total_services: number;
  /** Distinct trace ids in the window; above some thousands an estimate, within 2 %. */
  active_traces: number;
  /** Service → records. */
  service_distribution: Record<string, number>;
  /** Level → records. */
  level_distribution: Record<string, number>;
  /** Input → records. */
  source_distribution: Record<string, number>;
  services: { service: string; records: number; errors: number; levels: Record<string, number> }[];
  /** Minute → level → records, oldest first. */
  timeline: { minute: string; levels: Record<string, number> }[];
  /** The newest records of level error and fatal in the window. */
  recent_errors: LogRecord[];
}

interface CountRow {
  minute: string;
  service: string;
  level: string;
  source: string;
  records: number;
}

const ERRORS_MAX = 20;
const ERROR_LEVELS: ReadonlySet<string> = new Set(['error', 'fatal']);

const COUNTS = `SELECT formatDateTime(minute, '%Y-%m-%dT%H:%i:%SZ') AS minute, service, level, source,
  toFloat64(sum(records)) AS records FROM ${MINUTES} AS m
WHERE m.minute > now('UTC') - toIntervalMinute({minutes:UInt32}) AND m.minute <= now('UTC')
GROUP BY minute, service, level, source ORDER BY minute`;

const TRACES = `SELECT toFloat64(uniqCombinedMerge(12)(traces)) AS traces FROM ${MINUTES}
WHERE minute > now('UTC') - toIntervalMinute({minutes:UInt32}) AND minute <= now('UTC')`;

/** Reads the counts that the engine keeps by minute: no scan of records, however many there are. */
export async function readStats(source: QuerySource, minutes: number, signal: AbortSignal): Promise<Stats> {
  const { store, limits } = source;
  const options = boundedBy(limits, signal);
  const [counts, traces, errors] = await Promise.all([
    store.rows<CountRow>(COUNTS, { minutes }, options),
    store.rows<{ traces: number }>(TRACES, { minutes }, options),
    recentErrors(source, minutes, signal),
  ]);
  const by = (key: keyof CountRow): Record<string, number> => sumBy(counts, (row) => String(row[key]));
  const records = counts.reduce((sum, row) => sum + row.records, 0);
  const service_distribution = by('service');
  return {
    minutes,
    records,
    rate: records / (minutes * 60),
    total_services: Object.keys(service_distribution).length,
    active_traces: traces[0]?.traces ?? 0,
    service_distribution,
    level_distribution: by('level'),
    source_distribution: by('source'),
    services: servicesOf(counts),
    timeline: timelineOf(counts),
    recent_errors: errors,
  };
}

async function recentErrors(
  { store, limits }: QuerySource,
  minutes: number,
  signal: AbortSignal,
): Promise<LogRecord[]> {
  const query = newestFirst(parseQuery(`severity:>=17 _time:${minutes}m`), ERRORS_MAX);
  const records: LogRecord[] = [];
  const options = { signal, limits, form: 'record', output: 'records' } as const;
  for await (const rows of execute(store, query, options)) {
    for (const row of rows) records.push(JSON.parse(row) as LogRecord);
  }
  return records;
}

function sumBy(rows: CountRow[], keyOf: (row: CountRow) => string): Record<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.records);
  return Object.fromEntries([...sums].sort(([, a], [, b]) => b - a));
}

function servicesOf(rows: CountRow[]): Stats['services'] {
  const services = Map.groupBy(rows, ({ service }) => service);
  return [...services]
    .map(([service, own]) => ({
      service,
      records: own.reduce((sum, row) => sum + row.records, 0),
      errors: own.reduce((sum, row) => sum + (ERROR_LEVELS.has(row.level) ? row.records : 0), 0),
      levels: sumBy(own, ({ level }) => level),
    }))
    .sort((a, b) => b.records - a.records);
}

function timelineOf(rows: CountRow[]): Stats['timeline'] {
  const minutes = Map.groupBy(rows, ({ minute }) => minute);
  return [...minutes].map(([minute, own]) => ({ minute, levels: sumBy(own, ({ level }) => level) }));
}
