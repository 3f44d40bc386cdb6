import { useState } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { queryHistory, savedQueries, saveQuery, unsaveQuery } from './query-history.ts';

interface QueryListsProps {
  query: string;
  onPick: (query: string) => void;
}

/** Saved and earlier queries, under one button. */
export function QueryLists({ query, onPick }: QueryListsProps) {
  return (
    <Popover label="Saved and earlier queries" caption={null} icon="history" width="w-[26rem]">
      {(close) => (
        <Lists
          query={query}
          onPick={(text) => {
            close();
            onPick(text);
          }}
        />
      )}
    </Popover>
  );
}

function Lists({ query, onPick }: QueryListsProps) {
  const [saved, setSaved] = useState(savedQueries);
  const earlier = queryHistory();
  return (
    <>
      <div className="flex items-center justify-between">
        <h3 className="px-1 font-semibold">Saved</h3>
        <Button icon="star" disabled={query.trim() === ''} onClick={() => setSaved(saveQuery(query))}>
          Save this query
        </Button>
      </div>
      <QueryList list={saved} onPick={onPick} onRemove={(text) => setSaved(unsaveQuery(text))} />
      <h3 className="mt-2 px-1 font-semibold">Earlier</h3>
      <QueryList list={earlier} onPick={onPick} />
    </>
  );
}

interface QueryListProps {
  list: string[];
  onPick: (query: string) => void;
  onRemove?: (query: string) => void;
}

function QueryList({ list, onPick, onRemove }: QueryListProps) {
  if (list.length === 0) return <p className="px-1 text-ink-faint">None yet.</p>;
  return (
    <ul className="max-h-60 overflow-auto">
      {list.map((text) => (
        <li key={text} className="flex">
          <button
            type="button"
            className="min-w-0 flex-1 truncate rounded px-1 py-1 text-left font-mono text-xs hover:bg-hover"
            onClick={() => onPick(text)}
          >
            {text}
          </button>
          {onRemove && <IconButton icon="close" label={`Forget ${text}`} onClick={() => onRemove(text)} />}
        </li>
      ))}
    </ul>
  );
}
