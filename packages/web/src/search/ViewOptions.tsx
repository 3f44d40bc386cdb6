import { type LogsSearch, TIME_STYLES } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import { IconButton } from '../ui/Button.tsx';

const TIME_NAMES = { local: 'Local time', utc: 'UTC', ago: 'Time ago' } as const;

/** How rows are shown: the time, and whether long messages wrap. */
export function ViewOptions({ search, update }: { search: LogsSearch; update: (patch: LogsPatch) => void }) {
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
    </>
  );
}
