import { LEVELS, type Level } from '@logboom/core';
import { stepFor } from '../data/hits.ts';
import { fetchRows, type ResultRow } from '../data/rows.ts';

/** What one service did, bucket by bucket. */
export interface ServiceActivity {
  service: string;
  total: number;
  /** Records of level error and fatal. */
  errors: number;
  buckets: { total: number; errors: number }[];
}

export interface Activity {
  start: number;
  step: number;
  count: number;
  services: ServiceActivity[];
  totals: Record<Level, number>;
  total: number;
}

const BUCKETS = 48;
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

/** Gathers rows {service, level, _time, records}. */
export function summarize(rows: readonly ResultRow[], start: number, step: number, count: number): Activity {
  const services = new Map<string, ServiceActivity>();
  const totals: Record<Level, number> = { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
  let total = 0;
  for (const row of rows) {
    const level = LEVELS.find((name) => name === row.level) ?? 'info';
    const records = Number(row.records ?? 0);
    const name = row.service ?? '';
    const service = services.get(name) ?? emptyService(name, count);
    services.set(name, service);
    const errors = level === 'error' || level === 'fatal' ? records : 0;
    const bucket = service.buckets[Math.floor((Date.parse(row._time ?? '') - start) / step)];
    if (bucket !== undefined) {
      bucket.total += records;
      bucket.errors += errors;
    }
    service.total += records;
    service.errors += errors;
    totals[level] += records;
    total += records;
  }
  const list = [...services.values()].sort((a, b) => b.errors - a.errors || b.total - a.total);
  return { start, step, count, services: list, totals, total };
}

const emptyService = (service: string, count: number): ServiceActivity => ({
  service,
  total: 0,
  errors: 0,
  buckets: Array.from({ length: count }, () => ({ total: 0, errors: 0 })),
});
