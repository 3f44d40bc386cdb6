import { useEffect, useRef, useState } from 'react';
import type { ApiError } from '../data/api-error.ts';
import { IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Popover } from '../ui/Popover.tsx';
import { PlainInput } from './PlainInput.tsx';
import { queryHistory, rememberQuery } from './query-history.ts';

interface QueryBoxProps {
  query: string;
  onQuery: (query: string) => void;
  error: ApiError | undefined;
}

/** The query as text. Enter asks; filters elsewhere in the page change this same text. */
export function QueryBox({ query, onQuery, error }: QueryBoxProps) {
  const [draft, setDraft] = useState(query);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => setDraft(query), [query]);

  const ask = (text: string) => {
    rememberQuery(text);
    setDraft(text);
    onQuery(text.trim());
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, [contenteditable=true]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      box.current?.querySelector<HTMLElement>('input, [contenteditable=true]')?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div
      ref={box}
      className="flex min-h-8 items-center gap-1 rounded-md border border-line-strong bg-paper pr-0.5 pl-2 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent"
    >
      <Icon name="search" className="text-ink-faint" />
      <PlainInput
        value={draft}
        onChange={setDraft}
        onEnter={() => ask(draft)}
        invalid={error !== undefined}
      />
      {draft !== '' && <IconButton icon="close" label="Clear the query" onClick={() => ask('')} />}
      <Popover label="Earlier queries" caption={null} icon="history" width="w-96">
        {(close) => (
          <HistoryList
            onPick={(text) => {
              close();
              ask(text);
            }}
          />
        )}
      </Popover>
    </div>
  );
}

function HistoryList({ onPick }: { onPick: (query: string) => void }) {
  const list = queryHistory();
  if (list.length === 0) return <p className="p-1 text-ink-faint">Queries that you ask appear here.</p>;
  return (
    <ul className="max-h-80 overflow-auto">
      {list.map((text) => (
        <li key={text}>
          <button
            type="button"
            className="block w-full truncate rounded px-2 py-1 text-left font-mono text-xs hover:bg-hover"
            onClick={() => onPick(text)}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}
