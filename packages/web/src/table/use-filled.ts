import { useEffect, useState } from 'react';
import type { Feed } from '../data/feed.ts';
import { fieldText } from './columns.ts';

/** Which of the optional columns hold anything so far; a column that appeared stays. */
export function useFilled(feed: Feed, size: number): ReadonlySet<string> {
  const [state, setState] = useState<{ feed: Feed; names: ReadonlySet<string> }>({ feed, names: new Set() });
  const known = state.feed === feed ? state.names : new Set<string>();
  useEffect(() => {
    if (known.size === 2) return;
    const names = new Set(known);
    for (let index = 0; index < Math.min(size, 100); index++) {
      for (const name of ['service', 'logger']) {
        const row = feed.row(index);
        if (row !== undefined && fieldText(row.record, name) !== '') names.add(name);
      }
    }
    if (names.size > known.size) setState({ feed, names });
  }, [feed, size, known]);
  return known;
}
