import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Facet, facetsOfRows, fetchFacets } from '../data/facets.ts';
import type { Feed, FeedSnapshot } from '../data/feed.ts';
import { boundsOf } from '../data/time-range.ts';

const LIVE_MS = 10_000;

/** Facets of the whole range where the server counts them, else of the rows at hand. */
export function useFacets(
  feed: Feed,
  snapshot: FeedSnapshot,
  run: number,
): { facets: Facet[]; whole: boolean } {
  const { query, range, live } = feed.options;
  const { data } = useQuery({
    queryKey: ['facets', query, range, run],
    queryFn: ({ signal }) => fetchFacets(query, boundsOf(range, Date.now()), signal),
    // The rows come first: this is the heavier question.
    enabled: snapshot.history !== 'idle' && snapshot.history !== 'loading',
    placeholderData: keepPreviousData,
    retry: false,
    refetchInterval: (state) => (live && state.state.status === 'success' ? LIVE_MS : false),
  });
  // Every hundred rows is often enough for an overview.
  const step = Math.ceil(Math.min(snapshot.size, 2000) / 100) + Math.floor(snapshot.received / 500);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `step` tells when the rows are worth another look
  const local = useMemo(() => (data === undefined ? facetsOfRows(feed) : []), [feed, data, step]);
  return data === undefined ? { facets: local, whole: false } : { facets: data, whole: true };
}
