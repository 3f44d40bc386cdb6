import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { Feed, type FeedSnapshot } from '../data/feed.ts';
import type { TimeRange } from '../data/time-range.ts';

/** A feed for a query and a range: started with the view, stopped with it, made anew when they change. */
export function useFeed(query: string, range: TimeRange, live: boolean, run: number): [Feed, FeedSnapshot] {
  const key = JSON.stringify(range);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the range, `run` asks again
  const feed = useMemo(() => new Feed({ query, range, live }), [query, key, live, run]);
  useEffect(() => {
    feed.start();
    return () => feed.stop();
  }, [feed]);
  const snapshot = useSyncExternalStore(feed.subscribe, feed.snapshot);
  return [feed, snapshot];
}
