import { useMemo } from 'react';
import type { LogsSearch } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import { type Command, useCommands } from '../commands/registry.ts';
import type { Feed } from '../data/feed.ts';
import { LAST_CHOICES, labelOf } from '../data/time-range.ts';
import { useDocuments } from '../documents/use-documents.ts';

interface LogsCommands {
  feed: Feed;
  search: LogsSearch;
  live: boolean;
  /** Whether the fields stand beside the table. */
  facets: boolean;
  update: (patch: LogsPatch) => void;
  onAgain: () => void;
}

/** What the logs view offers to the palette and the keyboard. */
export function useLogsCommands({ feed, search, live, facets, update, onAgain }: LogsCommands): void {
  const { wrap } = search;
  const { data: saved } = useDocuments('queries');
  const list = useMemo(
    (): Command[] => [
      { title: 'Write a query', keys: '/', run: focusQuery },
      {
        title: 'Go to the table',
        keys: 't',
        run: () => document.querySelector<HTMLElement>('[role=grid]')?.focus(),
      },
      { title: 'Ask again', keys: 'r', run: onAgain },
      {
        title: live ? 'Stop following' : 'Follow what arrives',
        keys: 'l',
        run: () => update({ live: live ? '0' : undefined, from: undefined, to: undefined }),
      },
      ...(live
        ? [{ title: 'Pause or resume', keys: 'p', run: () => feed.hold('paused', !feed.snapshot().paused) }]
        : []),
      { title: 'Wrap long messages', keys: 'w', run: () => update({ wrap: wrap === '1' ? undefined : '1' }) },
      {
        title: 'Show or hide the fields',
        keys: 'f',
        run: () => update({ facets: facets ? '0' : '1' }),
      },
      { title: 'Clear the query', run: () => update({ q: undefined }) },
      ...LAST_CHOICES.map((last) => ({
        title: `Time: ${labelOf({ last })}`,
        run: () => update({ last, from: undefined, to: undefined }),
      })),
      ...(saved ?? []).map(({ body }) => ({
        title: `Query: ${body.name}`,
        run: () => update({ q: body.query }),
      })),
    ],
    [feed, live, wrap, facets, update, onAgain, saved],
  );
  useCommands(list);
}

function focusQuery(): void {
  document.querySelector<HTMLElement>('[data-query-box] :is(input, [contenteditable=true])')?.focus();
}
