import type { LogsPatch } from '../app/use-logs-search.ts';
import { FirstRecord } from '../connect/FirstRecord.tsx';
import type { FeedSnapshot } from '../data/feed.ts';
import { labelOf, type TimeRange } from '../data/time-range.ts';
import { Button } from '../ui/Button.tsx';
import { QueryExamples } from './QueryExamples.tsx';

interface EmptyResultProps {
  snapshot: FeedSnapshot;
  query: string;
  range: TimeRange;
  live: boolean;
  onChange: (patch: LogsPatch) => void;
  onRetry: () => void;
}

/** No rows: says why, and what to do about it. */
export function EmptyResult({ snapshot, query, range, live, onChange, onRetry }: EmptyResultProps) {
  if (snapshot.history === 'failed') {
    const refused = (snapshot.historyError?.status ?? 0) >= 400 && (snapshot.historyError?.status ?? 0) < 500;
    return (
      <div className="mx-auto max-w-3xl p-6 sm:p-10">
        <h2 className="text-lg font-semibold">
          {refused ? 'This query cannot be answered' : 'No answer from the server'}
        </h2>
        <p role="alert" className="mt-1 text-ink-soft">
          {snapshot.historyError?.message}
        </p>
        {refused ? (
          <QueryExamples onQuery={(q) => onChange({ q })} />
        ) : (
          <Button look="outline" className="mt-3" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    );
  }
  const everything = query.trim() === '' && !('from' in range);
  return (
    <div className="h-full overflow-auto">
      <div className="mx-auto max-w-3xl p-6 sm:p-10">
        <h2 className="text-lg font-semibold">{everything ? 'No records yet' : 'Nothing matches'}</h2>
        <p className="mt-1 text-ink-soft">
          {everything
            ? `Nothing was logged in: ${labelOf(range).toLowerCase()}.${live ? ' The first record appears here as it arrives.' : ''}`
            : `No record of ${labelOf(range).toLowerCase()} matches this query.${live ? ' New ones appear here as they arrive.' : ''}`}
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          {!('last' in range && range.last === 'all') && (
            <Button look="outline" onClick={() => onChange({ last: 'all', from: undefined, to: undefined })}>
              Look in all time
            </Button>
          )}
          {query.trim() !== '' && (
            <Button look="outline" onClick={() => onChange({ q: undefined })}>
              Clear the query
            </Button>
          )}
        </div>
        {everything ? <FirstRecord /> : <QueryExamples onQuery={(q) => onChange({ q })} />}
      </div>
    </div>
  );
}
