import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { OfferUpload } from '../documents/OfferUpload.tsx';
import { readSavedQueries } from '../saved/file.ts';
import { type Saved, useSavedQueries } from '../saved/use-saved-queries.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { INPUT } from '../ui/input.ts';
import { saveText } from '../ui/save-text.ts';

/** The saved queries of the server: rename, remove, take along as a file. */
export function SavedQueries() {
  const { list, problem, isPending, rename, remove, restore, add } = useSavedQueries();
  const [removed, setRemoved] = useState<Saved>();
  const [unread, setUnread] = useState('');
  const read = async (file: File) => {
    try {
      setUnread('');
      await add(readSavedQueries(await file.text()));
    } catch (error) {
      setUnread(error instanceof Error ? error.message : String(error));
    }
  };
  const save = () => {
    const queries = list.map(({ name, query }) => ({ name, query }));
    saveText(JSON.stringify({ queries }, null, 2), 'saved-queries.json', 'application/json');
  };
  return (
    <>
      <OfferUpload kind="queries" />
      {(problem || unread) && (
        <p role="alert" className="text-error">
          {problem || unread}
        </p>
      )}
      {!isPending && list.length === 0 && (
        <p className="text-ink-soft">
          None yet. The clock in the query box of{' '}
          <Link to="/" className="text-accent underline">
            Logs
          </Link>{' '}
          saves one.
        </p>
      )}
      {list.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {list.map((saved) => (
            <Line
              key={saved.id}
              saved={saved}
              onRename={(name) => rename(saved, name)}
              onRemove={() => {
                remove(saved);
                setRemoved(saved);
              }}
            />
          ))}
        </ul>
      )}
      {removed && (
        <p role="status" className="flex items-center gap-2 rounded-md bg-hover px-3 py-1.5">
          <span className="mr-auto truncate">“{removed.name}” was removed.</span>
          <Button
            look="outline"
            icon="undo"
            onClick={() => {
              restore(removed);
              setRemoved(undefined);
            }}
          >
            Bring it back
          </Button>
        </p>
      )}
      <div className="flex gap-2">
        <Button look="outline" icon="download" disabled={list.length === 0} onClick={save}>
          Export
        </Button>
        <FileButton label="Import" accept=".json,application/json" onFile={(file) => void read(file)} />
      </div>
    </>
  );
}

interface LineProps {
  saved: Saved;
  onRename: (name: string) => void;
  onRemove: () => void;
}

function Line({ saved: { name, query }, onRename, onRemove }: LineProps) {
  const [draft, setDraft] = useState<string>();
  const finish = (text: string) => {
    setDraft(undefined);
    if (text.trim() !== '' && text.trim() !== name) onRename(text.trim());
  };
  return (
    <li className="flex items-center gap-1 px-3 py-1.5">
      <div className="mr-auto min-w-0">
        {draft === undefined ? (
          <Link to="/" search={{ q: query }} className="block truncate font-medium hover:underline">
            {name}
          </Link>
        ) : (
          <input
            aria-label={`New name of ${name}`}
            value={draft}
            maxLength={200}
            ref={(element) => element?.focus()}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={() => finish(draft)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') finish(draft);
              if (event.key === 'Escape') setDraft(undefined);
            }}
            className={`${INPUT} h-7 w-80 max-w-full`}
          />
        )}
        {query !== name && <code className="block truncate font-mono text-xs text-ink-faint">{query}</code>}
      </div>
      <IconButton icon="edit" label={`Rename ${name}`} onClick={() => setDraft(name)} />
      <IconButton icon="trash" label={`Remove ${name}`} onClick={onRemove} />
    </li>
  );
}
