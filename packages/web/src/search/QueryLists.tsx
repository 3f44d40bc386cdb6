import { OfferUpload } from '../documents/OfferUpload.tsx';
import { type Saved, useSavedQueries } from '../saved/use-saved-queries.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { queryHistory } from './query-history.ts';

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
  const { list, problem, isPending, save, remove } = useSavedQueries();
  const earlier = queryHistory();
  return (
    <>
      <div className="flex items-center justify-between">
        <h3 className="px-1 font-semibold">Saved</h3>
        <Button icon="star" disabled={query.trim() === ''} onClick={() => save(query)}>
          Save this query
        </Button>
      </div>
      <OfferUpload kind="queries" />
      {problem && (
        <p role="alert" className="px-1 text-error">
          {problem}
        </p>
      )}
      {isPending ? (
        <p className="px-1 text-ink-faint">Loading …</p>
      ) : (
        <QueryList list={list} onPick={onPick} onRemove={remove} />
      )}
      <h3 className="mt-2 px-1 font-semibold">Earlier</h3>
      <QueryList list={earlier.map((text) => ({ id: text, name: text, query: text }))} onPick={onPick} />
    </>
  );
}

interface QueryListProps {
  list: Saved[];
  onPick: (query: string) => void;
  onRemove?: (saved: Saved) => void;
}

function QueryList({ list, onPick, onRemove }: QueryListProps) {
  if (list.length === 0) return <p className="px-1 text-ink-faint">None yet.</p>;
  return (
    <ul className="max-h-60 overflow-auto">
      {list.map((saved) => (
        <li key={saved.id} className="flex">
          <button
            type="button"
            title={saved.query}
            className="min-w-0 flex-1 truncate rounded px-1 py-1 text-left font-mono text-xs hover:bg-hover"
            onClick={() => onPick(saved.query)}
          >
            {saved.name}
          </button>
          {onRemove && (
            <IconButton icon="close" label={`Forget ${saved.name}`} onClick={() => onRemove(saved)} />
          )}
        </li>
      ))}
    </ul>
  );
}
