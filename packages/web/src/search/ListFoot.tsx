import type { FeedSnapshot } from '../data/feed.ts';
import { Button } from '../ui/Button.tsx';
import { grouped } from '../ui/number.ts';

/** What stands under the last row: whether there is more, and why not. */
export function ListFoot({ snapshot, onRetry }: { snapshot: FeedSnapshot; onRetry: () => void }) {
  const { history, historyError, size } = snapshot;
  if (history === 'failed') {
    return (
      <span role="alert" className="flex items-center gap-2 text-error">
        {historyError?.message}
        <Button look="outline" onClick={onRetry}>
          Try again
        </Button>
      </span>
    );
  }
  if (history === 'end') return <span>All {grouped(size)} records of this range</span>;
  return <span>Loading older records …</span>;
}
