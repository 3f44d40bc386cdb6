import { request } from './api-error.ts';
import { stepFor } from './hits.ts';

/** One line of a chart: a value for each time of {@link SeriesSet.times}, null where there is none. */
export interface Series {
  name: string;
  values: (number | null)[];
}

export interface SeriesSet {
  /** Seconds since 1970. */
  times: number[];
  /** Seconds from one time to the next. */
  step: number;
  series: Series[];
  /** Whether the last time has not ended yet, so its values still grow. */
  partial: boolean;
  /** How many series were left out because there are too many to show. */
  leftOut: number;
}

/** The answer of /select/logsql/stats_query_range, in the form of Prometheus' range queries. */
export interface MatrixAnswer {
  data?: { result?: { metric: Record<string, string>; values: [number, string][] }[] };
}

const MOST_SERIES = 20;

/**
 * The results of a `stats` query over time.
 *
 * @param start, end milliseconds
 * @param points how many values a line has at most
 * @throws ApiError
 */
export async function fetchSeries(
  query: string,
  start: number,
  end: number,
  points: number,
  signal: AbortSignal,
): Promise<SeriesSet> {
  const step = stepFor(end - start, points);
  const first = Math.floor(start / step) * step;
  const body = new URLSearchParams({
    query,
    start: new Date(first).toISOString(),
    end: new Date(end).toISOString(),
    step: `${step / 1000}s`,
  });
  const response = await request('/select/logsql/stats_query_range', { method: 'POST', body, signal });
  const count = Math.ceil((end - first) / step);
  const times = Array.from({ length: count }, (_, index) => (first + index * step) / 1000);
  const answer = (await response.json()) as MatrixAnswer;
  const set = alignSeries(answer, times, step / 1000, COUNTING.test(query) ? 0 : null);
  return { ...set, partial: first + count * step > end };
}

/** Where nothing was counted, the count is none; an average of nothing is nothing. */
const COUNTING = /\b(?:count|count_uniq|sum|rate|rate_sum)\s*\(/;

/** Puts series that leave empty times out on one common time; of too many the largest stay. */
export function alignSeries(answer: MatrixAnswer, times: number[], step: number, empty: 0 | null): SeriesSet {
  const all = answer.data?.result ?? [];
  const results =
    all.length > MOST_SERIES ? all.toSorted((a, b) => sumOf(b) - sumOf(a)).slice(0, MOST_SERIES) : all;
  const places = new Map(times.map((time, index) => [time, index]));
  const series = results.map(({ metric, values }): Series => {
    const line = times.map((): number | null => empty);
    for (const [time, value] of values) {
      const place = places.get(time);
      if (place !== undefined) line[place] = Number(value);
    }
    return { name: nameOf(metric), values: line };
  });
  return { times, step, series, partial: false, leftOut: all.length - results.length };
}

const sumOf = ({ values }: { values: [number, string][] }): number =>
  values.reduce((sum, [, value]) => sum + (Number(value) || 0), 0);

function nameOf({ __name__: name = '', ...labels }: Record<string, string>): string {
  const text = Object.values(labels).filter(Boolean).join(', ');
  return text || name;
}
