import { useEffect, useState } from 'react';
import { BUFFER_CHOICES, type Feed } from '../data/feed.ts';
import { compact } from '../ui/number.ts';
import { load, save } from '../ui/storage.ts';

const KEY = 'buffer';

/** How many rows stay in the page while it follows; older ones are read again when someone scrolls there. */
export function BufferSize({ feed }: { feed: Feed }) {
  const [rows, setRows] = useState(() => Number(load(KEY)) || BUFFER_CHOICES[1]);
  useEffect(() => feed.setCapacity(rows), [feed, rows]);
  return (
    <label className="flex items-center gap-1 text-ink-faint max-md:hidden">
      Keep
      <select
        value={rows}
        onChange={(event) => {
          save(KEY, event.target.value);
          setRows(Number(event.target.value));
        }}
        className="h-6 rounded border border-line bg-paper px-1 text-ink-soft"
      >
        {BUFFER_CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {compact(choice)} rows
          </option>
        ))}
      </select>
    </label>
  );
}
