import { LEVELS, type Level } from '@logboom/core';
import { stepFor } from '../data/hits.ts';
import { fetchRows, type ResultRow } from '../data/rows.ts';
import type { SeriesSet } from '../data/series.ts';

/** Counts of one service in one stretch of time. */
export interface ActivityBucket {
  total: number;
  /** Records of level error and fatal. */
  errors: number;
  levels: Record<Level, number>;
}

/** What one service did, bucket by bucket. */
export interface ServiceActivity extends ActivityBucket {
  service: string;
  buckets: ActivityBucket[];
}

export interface Activity {
  /** Milliseconds since 1970. */
  start: number;
  /** Milliseconds. */
  step: number;
  services: ServiceActivity[];
  /** All services together. */
  all: ServiceActivity;
}

const BUCKETS = 60;
const MOST_ROWS = 50_000;

/** What every service logged over the last while, by level and time. @throws ApiError */
export async function fetchActivity(length: number, signal: AbortSignal): Promise<Activity> {
  const end = Date.now();
  const step = stepFor(length, BUCKETS);
  const start = Math.floor((end - length) / step) * step;
  const query = `* | stats by (service, level, _time:${step / 1000}s) count() as records`;
  const rows = await fetchRows(query, { start: new Date(start).toISOString() }, MOST_ROWS, signal);
  return summarize(rows, start, step, Math.ceil((end - start) / step));
}

/** Gathers rows {service, level, _time, records}; the services with most errors come first. */
export function summarize(rows: readonly ResultRow[], start: number, step: number, count: number): Activity {
  const services = new Map<string, ServiceActivity>();
  const all = emptyService('', count);
  for (const row of rows) {
    const level = LEVELS.find((name) => name === row.level) ?? 'info';
    const records = Number(row.records ?? 0);
    const name = row.service ?? '';
    const service = services.get(name) ?? emptyService(name, count);
    services.set(name, service);
    const place = Math.floor((Date.parse(row._time ?? '') - start) / step);
    for (const sum of [service, service.buckets[place], all, all.buckets[place]]) {
      if (sum !== undefined) add(sum, level, records);
    }
  }
  const list = [...services.values()].sort((a, b) => b.errors - a.errors || b.total - a.total);
  return { start, step, services: list, all };
}

function add(sum: ActivityBucket, level: Level, records: number): void {
  sum.total += records;
  sum.levels[level] += records;
  if (level === 'error' || level === 'fatal') sum.errors += records;
}

/** Warnings and worse over time, as lines. */
export function troubleSeries({ start, step, all }: Activity): SeriesSet {
  const shown = (['warn', 'error', 'fatal'] as const).filter((level) => all.levels[level] > 0);
  return {
    times: all.buckets.map((_, index) => (start + index * step) / 1000),
    step: step / 1000,
    series: shown.map((level) => ({ name: level, values: all.buckets.map(({ levels }) => levels[level]) })),
    partial: true,
    leftOut: 0,
  };
}

const emptyBucket = (): ActivityBucket => ({
  total: 0,
  errors: 0,
  levels: { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 },
});

const emptyService = (service: string, count: number): ServiceActivity => ({
  service,
  ...emptyBucket(),
  buckets: Array.from({ length: count }, emptyBucket),
});
