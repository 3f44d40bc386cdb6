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
  series: Series[];
}

/** The answer of /select/logsql/stats_query_range, in the form of Prometheus' range queries. */
export interface MatrixAnswer {
  data?: { result?: { metric: Record<string, string>; values: [number, string][] }[] };
}

const POINTS = 120;
const MOST_SERIES = 20;

/** The results of a `stats` query over time. @param start, end milliseconds @throws ApiError */
export async function fetchSeries(
  query: string,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<SeriesSet> {
  const step = stepFor(end - start, POINTS);
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
  return alignSeries((await response.json()) as MatrixAnswer, times, COUNTING.test(query) ? 0 : null);
}

/** Where nothing was counted, the count is none; an average of nothing is nothing. */
const COUNTING = /\b(?:count|count_uniq|sum|rate|rate_sum)\s*\(/;

/** Puts series that leave empty times out on one common time. */
export function alignSeries(answer: MatrixAnswer, times: number[], empty: 0 | null): SeriesSet {
  const results = (answer.data?.result ?? []).slice(0, MOST_SERIES);
  const places = new Map(times.map((time, index) => [time, index]));
  const series = results.map(({ metric, values }): Series => {
    const line = times.map((): number | null => empty);
    for (const [time, value] of values) {
      const place = places.get(time);
      if (place !== undefined) line[place] = Number(value);
    }
    return { name: nameOf(metric), values: line };
  });
  return { times, series };
}

function nameOf({ __name__: name = '', ...labels }: Record<string, string>): string {
  const text = Object.values(labels).filter(Boolean).join(', ');
  return text || name;
}
