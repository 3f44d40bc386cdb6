import type { ApiError } from '../data/api-error.ts';
import type { Feed } from '../data/feed.ts';
import { hasPipes } from '../data/pipes.ts';
import type { TimeRange } from '../data/time-range.ts';
import type { Zone } from '../time/zone.ts';
import { Switch } from '../ui/Switch.tsx';
import { QueryBox } from './QueryBox.tsx';
import { RangePicker } from './RangePicker.tsx';

interface QueryRowProps {
  query: string;
  range: TimeRange;
  zone: Zone;
  live: boolean;
  error: ApiError | undefined;
  feed: Feed;
  ready: boolean;
  onQuery: (query: string) => void;
  onRange: (range: TimeRange) => void;
  onLive: (live: boolean) => void;
}

/** What is asked: the query, the time, and whether to follow. */
export function QueryRow({
  query,
  range,
  zone,
  live,
  error,
  feed,
  ready,
  onQuery,
  onRange,
  onLive,
}: QueryRowProps) {
  const piped = hasPipes(query);
  return (
    <search className="shrink-0 border-b border-line bg-surface px-3 py-2" aria-label="Logs">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-60 flex-1 basis-96">
          <QueryBox query={query} onQuery={onQuery} error={error} feed={feed} ready={ready} />
        </div>
        <div className="flex items-center gap-1 py-0.5">
          <RangePicker range={range} zone={zone} onRange={onRange} />
          <Switch
            label="Live"
            on={live}
            onChange={onLive}
            title={piped ? 'An answer of pipes cannot be followed' : 'Follow records as they arrive'}
            disabled={piped}
          />
        </div>
      </div>
      {error && error.status >= 400 && error.status < 500 && (
        <p role="alert" className="mt-1 text-error">
          {error.message}
        </p>
      )}
    </search>
  );
}
