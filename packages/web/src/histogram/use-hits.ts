import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { splitQuery } from '../data/filter-text.ts';
import { fetchHits, type Hits } from '../data/hits.ts';
import { fetchRows } from '../data/rows.ts';
import { boundsOf, type TimeRange } from '../data/time-range.ts';

const LIVE_MS = 3_000;

/** Counts over the range in so many buckets at most, once that is known; renewed while the page follows. */
export function useHits(
  query: string,
  range: TimeRange,
  live: boolean,
  buckets: number | undefined,
  run: number,
) {
  return useQuery<Hits>({
    queryKey: ['hits', query, range, buckets, run],
    placeholderData: keepPreviousData,
    refetchInterval: (state) => (live && state.state.status === 'success' ? LIVE_MS : false),
    enabled: buckets !== undefined,
    retry: false,
    queryFn: async ({ signal }) => {
      const [start, end] = await spanOf(query, range, signal);
      return fetchHits(query, start, end, buckets ?? 1, signal);
    },
  });
}

/** The two ends of a range in milliseconds; those of all time are what is stored. */
async function spanOf(query: string, range: TimeRange, signal: AbortSignal): Promise<[number, number]> {
  const now = Date.now();
  const { start, end } = boundsOf(range, now);
  if (start !== undefined) return [Date.parse(start), end === undefined ? now : Date.parse(end)];
  const filter = splitQuery(query).terms.join(' ') || '*';
  const [row] = await fetchRows(`${filter} | sort by (_time) | limit 1`, {}, 1, signal);
  const first = Date.parse(row?._time ?? '');
  return [Number.isNaN(first) ? now - 3_600_000 : Math.min(first, now - 60_000), now];
}
