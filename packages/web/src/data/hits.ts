import { LEVELS, type Level } from '@logboom/core';
import { request } from './api-error.ts';
import { splitQuery } from './filter-text.ts';
import { queryOrAll } from './query.ts';

/** Counts of one bucket of time, by level in the order of {@link LEVELS}. */
export interface Bucket {
  /** Milliseconds since 1970. */
  start: number;
  counts: number[];
}

export interface Hits {
  buckets: Bucket[];
  /** Length of a bucket in milliseconds. */
  step: number;
  totals: Record<Level, number>;
  total: number;
}

/** VictoriaLogs' answer of /select/logsql/hits. */
interface HitsAnswer {
  hits?: { fields: Record<string, string>; timestamps: string[]; values: number[] }[];
}

const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800, 2_592_000,
].map((seconds) => seconds * 1000);

/** The round step that cuts a span into at most so many buckets. */
export const stepFor = (span: number, most: number): number =>
  STEPS.find((step) => span / step <= most) ?? Math.ceil(span / most / STEPS.at(-1)!) * STEPS.at(-1)!;

/** Counts of the records of a query by time and level; its pipes do not count. @throws ApiError */
export async function fetchHits(
  query: string,
  start: number,
  end: number,
  buckets: number,
  signal: AbortSignal,
): Promise<Hits> {
  const step = stepFor(end - start, buckets);
  const first = Math.floor(start / step) * step;
  const filter = splitQuery(query).terms.join(' ');
  const body = new URLSearchParams({
    query: queryOrAll(filter),
    start: new Date(first).toISOString(),
    end: new Date(end).toISOString(),
    step: `${step / 1000}s`,
    field: 'level',
  });
  const response = await request('/select/logsql/hits', { method: 'POST', body, signal });
  return gather((await response.json()) as HitsAnswer, first, end, step);
}

/** Buckets without gaps, from an answer that leaves empty ones out. */
export function gather(answer: HitsAnswer, start: number, end: number, step: number): Hits {
  const count = Math.max(1, Math.ceil((end - start) / step));
  const buckets = Array.from({ length: count }, (_, index): Bucket => {
    return { start: start + index * step, counts: LEVELS.map(() => 0) };
  });
  const totals: Record<Level, number> = { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
  let total = 0;
  for (const { fields, timestamps, values } of answer.hits ?? []) {
    const level = (LEVELS as readonly (string | undefined)[]).indexOf(fields.level);
    if (level === -1) continue;
    timestamps.forEach((text, index) => {
      const bucket = buckets[Math.floor((Date.parse(text) - start) / step)];
      const value = Number(values[index] ?? 0);
      if (bucket === undefined) return;
      bucket.counts[level]! += value;
      totals[LEVELS[level]!] += value;
      total += value;
    });
  }
  return { buckets, step, totals, total };
}
