import { useMemo } from 'react';
import { isLive, type LogsSearch, rangeOf, timeStyleOf } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import type { Feed, FeedSnapshot } from '../data/feed.ts';
import { WHOLE } from '../data/past/past.ts';
import { hasPipes } from '../data/pipes.ts';
import { boundsOf } from '../data/time-range.ts';
import { NewPill } from '../live/NewPill.tsx';
import { LogTable } from '../table/LogTable.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyResult } from './EmptyResult.tsx';
import { ListFoot } from './ListFoot.tsx';

interface RecordListProps {
  feed: Feed;
  snapshot: FeedSnapshot;
  search: LogsSearch;
  update: (patch: LogsPatch, replace?: boolean) => void;
}

/** The table of records, or why there is none, and what waits above it. */
export function RecordList({ feed, snapshot, search, update }: RecordListProps) {
  const live = isLive(search);
  const { record, q: query = '' } = search;
  const { time, zone } = search;
  const timeStyle = useMemo(
    () => timeStyleOf({ ...(time && { time }), ...(zone && { zone }) }),
    [time, zone],
  );
  const resume = () => {
    document.querySelector('[data-testid=records]')?.scrollTo({ top: 0 });
    feed.hold('scrolled', false);
    feed.hold('paused', false);
    if (record !== undefined) update({ record: undefined });
  };
  const further = () => {
    const to = feed.row(snapshot.size - 1)?.record.timestamp;
    if (to !== undefined)
      update({
        from: boundsOf(rangeOf(search), Date.now()).start ?? '1990-01-01T00:00:00Z',
        to,
        last: undefined,
      });
  };
  const done = snapshot.history === 'end' || snapshot.history === 'failed';
  return (
    <>
      {snapshot.size > 0 && snapshot.history === 'failed' && (
        <p
          role="alert"
          className="absolute inset-x-4 bottom-4 z-20 mx-auto flex w-fit items-center gap-3 rounded-md border border-line bg-raised px-3 py-2 text-error shadow-md"
        >
          {snapshot.historyError?.message}
          <Button look="outline" onClick={() => feed.retry()}>
            Try again
          </Button>
        </p>
      )}
      {live && snapshot.held && <NewPill count={snapshot.backlog} onClick={resume} />}
      {snapshot.size === 0 && done ? (
        <EmptyResult
          snapshot={snapshot}
          query={query}
          range={rangeOf(search)}
          live={live}
          onChange={update}
          onRetry={() => feed.retry()}
        />
      ) : (
        <LogTable
          feed={feed}
          snapshot={snapshot}
          cols={search.cols}
          wrap={search.wrap === '1'}
          timeStyle={timeStyle}
          open={record}
          onOpen={(id) => update({ record: id }, true)}
          foot={
            <ListFoot
              snapshot={snapshot}
              cut={hasPipes(query) && snapshot.size >= WHOLE}
              onFurther={further}
            />
          }
        />
      )}
    </>
  );
}
