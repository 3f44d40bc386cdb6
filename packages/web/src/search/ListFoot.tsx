import type { FeedSnapshot } from '../data/feed.ts';
import { Button } from '../ui/Button.tsx';
import { grouped } from '../ui/number.ts';

interface ListFootProps {
  snapshot: FeedSnapshot;
  /** Whether the answer may have more rows than are shown. */
  cut: boolean;
  /** Makes the oldest row at hand the end of the range. */
  onFurther: () => void;
}

/** What stands under the last row: whether there is more, and why not. */
export function ListFoot({ snapshot, cut, onFurther }: ListFootProps) {
  const { history, size, total } = snapshot;
  if (total > size) {
    return (
      <span className="flex items-center gap-2">
        The newest {grouped(size)} of {grouped(total)} records.
        <Button look="outline" onClick={onFurther}>
          Go further back from here
        </Button>
      </span>
    );
  }
  if (history === 'failed') return null;
  if (cut) return <span>The first {grouped(size)} rows of the answer. An export has them all.</span>;
  if (history === 'end') return <span>All {grouped(size)} records of this range</span>;
  return <span>Loading older records …</span>;
}
