import { type LogsSearch, TIME_STYLES } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import type { Feed } from '../data/feed.ts';
import { ColumnMenu } from '../table/ColumnMenu.tsx';
import { chosenColumns, KNOWN_COLUMNS } from '../table/columns.ts';
import { IconButton } from '../ui/Button.tsx';

const TIME_NAMES = { local: 'Local time', utc: 'UTC', ago: 'Time ago' } as const;

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
      <select
        aria-label="Time shown as"
        value={search.time ?? 'local'}
        onChange={(event) =>
          update({ time: event.target.value === 'local' ? undefined : event.target.value })
        }
        className="h-7 rounded-md border border-line bg-paper px-1 text-ink-soft"
      >
        {TIME_STYLES.map((style) => (
          <option key={style} value={style}>
            {TIME_NAMES[style]}
          </option>
        ))}
      </select>
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
