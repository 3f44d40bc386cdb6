import type { LogsSearch } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import type { Feed, FeedSnapshot } from '../data/feed.ts';
import type { TimeRange } from '../data/time-range.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { IconButton } from '../ui/Button.tsx';
import { NARROW, useMedia } from '../ui/media.ts';
import { Popover } from '../ui/Popover.tsx';
import { LevelFilter } from './LevelFilter.tsx';
import { LoggerFilter } from './LoggerFilter.tsx';
import { ViewOptions } from './ViewOptions.tsx';

interface FilterBarProps {
  query: string;
  range: TimeRange;
  onQuery: (query: string) => void;
  feed: Feed;
  snapshot: FeedSnapshot;
  /** Whether the fields stand beside the table. */
  facets: boolean;
  search: LogsSearch;
  update: (patch: LogsPatch) => void;
}

/** The filters people reach for most, and how rows are shown. */
export function FilterBar({ query, range, onQuery, feed, snapshot, facets, search, update }: FilterBarProps) {
  const narrow = useMedia(NARROW);
  const filters = (
    <>
      <LevelFilter query={query} onQuery={onQuery} />
      <LoggerFilter query={query} onQuery={onQuery} feed={feed} snapshot={snapshot} />
    </>
  );
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-3 max-sm:gap-1 overflow-x-auto border-b border-line px-2 py-0.5 text-xs">
      <IconButton
        icon="filter"
        label="Fields"
        aria-pressed={facets}
        className="aria-pressed:bg-selected aria-pressed:text-ink"
        onClick={() => update({ facets: facets ? '0' : '1' })}
      />
      {narrow ? (
        <Popover label="Levels and loggers" caption="Filter" width="w-72">
          {() => <div className="grid gap-3">{filters}</div>}
        </Popover>
      ) : (
        filters
      )}
      <div className="ml-auto flex items-center gap-1">
        <ViewOptions search={search} update={update} feed={feed} />
        <ExportMenu query={query} range={range} />
      </div>
    </div>
  );
}
