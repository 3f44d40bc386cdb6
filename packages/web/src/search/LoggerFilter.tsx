import { useEffect, useId, useMemo, useState } from 'react';
import type { Feed, FeedSnapshot } from '../data/feed.ts';
import { valuesOf, withValues } from '../data/filter-text.ts';

interface LoggerFilterProps {
  query: string;
  onQuery: (query: string) => void;
  feed: Feed;
  snapshot: FeedSnapshot;
}

const LOOKED_AT = 500;

/** Which logger is shown; offers those among the rows at hand. */
export function LoggerFilter({ query, onQuery, feed, snapshot }: LoggerFilterProps) {
  const chosen = valuesOf(query, 'logger').join(', ');
  const [draft, setDraft] = useState(chosen);
  const list = useId();
  useEffect(() => setDraft(chosen), [chosen]);

  // Every hundred rows is often enough for names.
  const step = Math.ceil(snapshot.size / 100);
  const names = useMemo(() => loggersOf(feed, Math.min(step * 100, LOOKED_AT)), [feed, step]);

  const apply = (text: string) => {
    const values = text.split(',').map((name) => name.trim());
    onQuery(
      withValues(
        query,
        'logger',
        values.filter((name) => name !== ''),
      ),
    );
  };
  return (
    <>
      <input
        type="text"
        aria-label="Logger"
        placeholder="Any logger"
        list={list}
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value);
          if (names.includes(event.target.value) || event.target.value === '') apply(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply(draft);
        }}
        onBlur={() => draft !== chosen && apply(draft)}
        className="h-7 w-36 rounded-md border border-line bg-paper px-2 font-mono text-xs"
      />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function loggersOf(feed: Feed, count: number): string[] {
  const names = new Set<string>();
  for (let index = 0; index < count; index++) {
    const logger = feed.row(index)?.record.logger;
    if (logger) names.add(logger);
  }
  return [...names].sort();
}
