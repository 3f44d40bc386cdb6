import type { LogsSearch } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import type { Feed } from '../data/feed.ts';
import { ColumnMenu } from '../table/ColumnMenu.tsx';
import { chosenColumns, KNOWN_COLUMNS } from '../table/columns.ts';
import { IconButton } from '../ui/Button.tsx';
import { TimeMenu } from './TimeMenu.tsx';

/** How rows are shown: the columns, the time, and whether long messages wrap. */
interface ViewOptionsProps {
  search: LogsSearch;
  update: (patch: LogsPatch) => void;
  feed: Feed;
}

const LOOKED_AT = 500;
const ALL = new Set(['service', 'logger']);

export function ViewOptions({ search, update, feed }: ViewOptionsProps) {
  const wrap = search.wrap === '1';
  return (
    <>
      <TimeMenu search={search} update={update} />
      <IconButton
        icon="wrap"
        label="Wrap long messages"
        aria-pressed={wrap}
        onClick={() => update({ wrap: wrap ? undefined : '1' })}
        className="aria-pressed:bg-selected aria-pressed:text-ink"
      />
      <ColumnMenu
        shown={chosenColumns(search.cols, ALL)}
        known={() => [...KNOWN_COLUMNS, ...attributesOf(feed)]}
        onChange={(columns) => update({ cols: columns?.join(',') })}
      />
    </>
  );
}

function attributesOf(feed: Feed): string[] {
  const names = new Set<string>();
  for (let index = 0; index < LOOKED_AT; index++) {
    for (const name in feed.row(index)?.record.attributes) names.add(name);
  }
  return [...names].sort();
}
