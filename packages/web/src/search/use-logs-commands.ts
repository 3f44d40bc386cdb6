import { useMemo } from 'react';
import { type LogsSearch, speedOf } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import { type Command, useCommands } from '../commands/registry.ts';
import type { Feed } from '../data/feed.ts';
import { SPEEDS } from '../data/pump.ts';
import { LAST_CHOICES, labelOf } from '../data/time-range.ts';
import { useDocuments } from '../documents/use-documents.ts';
import { copyText } from '../ui/CopyButton.tsx';

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
  const speed = speedOf(search);
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
      ...(live
        ? [
            { title: 'Slower', keys: '[', run: () => update({ speed: nextSpeed(speed, -1) }) },
            { title: 'Faster', keys: ']', run: () => update({ speed: nextSpeed(speed, 1) }) },
          ]
        : []),
      { title: 'Export the result', run: () => press('Export') },
      { title: 'Choose columns', run: () => press('Columns') },
      { title: 'Choose a time range', run: () => press('Time range') },
      { title: 'Times: local', run: () => update({ zone: undefined, time: undefined }) },
      { title: 'Times: UTC', run: () => update({ zone: 'UTC', time: undefined }) },
      { title: 'Times: how long ago', run: () => update({ time: 'ago' }) },
      { title: 'Copy a link to this view', run: () => void copyText(location.href) },
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
    [feed, live, wrap, speed, facets, update, onAgain, saved],
  );
  useCommands(list);
}

function focusQuery(): void {
  document.querySelector<HTMLElement>('[data-query-box] :is(input, [contenteditable=true])')?.focus();
}

/** Opens what a button of the toolbar opens, by the beginning of its name. */
function press(name: string): void {
  const button = document.querySelector<HTMLElement>(`button[aria-label^="${name}"]`);
  button?.focus();
  button?.click();
}

/** The next rate of the speed control as the URL holds it. */
function nextSpeed(speed: number, step: number): string | undefined {
  const place = SPEEDS.findIndex((choice) => choice >= speed);
  const next = SPEEDS[Math.max(0, Math.min(place + step, SPEEDS.length - 1))]!;
  return Number.isFinite(next) ? String(next) : undefined;
}
