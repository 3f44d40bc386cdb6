import type { Dashboard } from '@logboom/server/documents';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteDocument, type Kept, newId, putDocument } from '../data/documents.ts';
import { OfferUpload } from '../documents/OfferUpload.tsx';
import { useChange } from '../documents/use-change.ts';
import { useDocuments } from '../documents/use-documents.ts';
import { agoOf } from '../table/time.ts';
import { useNow } from '../table/use-now.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { ScrollView } from '../ui/ScrollView.tsx';
import { saveText } from '../ui/save-text.ts';
import { emptyDashboard, exampleDashboard, readDashboard } from './model.ts';

/** All dashboards of the server. */
export function DashboardsPage() {
  const { data, error } = useDocuments('dashboards');
  const { run, problem } = useChange();
  const [removed, setRemoved] = useState<Kept<'dashboards'>>();
  const navigate = useNavigate();
  const create = async (dashboard: Dashboard, edit: boolean) => {
    const id = newId();
    if (await run(() => putDocument('dashboards', id, dashboard, 'none')))
      void navigate({ to: '/dashboards/$id', params: { id }, search: edit ? { edit: '1' } : {} });
  };
  const read = (file: File) =>
    run(async () => putDocument('dashboards', newId(), readDashboard(await file.text()), 'none'));
  const list = data?.toSorted((a, b) => a.body.title.localeCompare(b.body.title));

  return (
    <ScrollView label="Dashboards" className="w-full max-w-4xl gap-4 p-4 sm:p-8">
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-lg font-semibold">Dashboards</h1>
        <FileButton label="Import" accept=".json,application/json" onFile={(file) => void read(file)} />
        <Button look="strong" icon="plus" onClick={() => void create(emptyDashboard(), true)}>
          New dashboard
        </Button>
      </header>
      <OfferUpload kind="dashboards" />
      {(problem || error) && (
        <p role="alert" className="text-error">
          {problem || error?.message}
        </p>
      )}
      {removed && (
        <p role="status" className="flex items-center gap-2 rounded-md bg-hover px-3 py-1.5">
          <span className="mr-auto truncate">“{removed.body.title}” was removed.</span>
          <Button
            look="outline"
            icon="undo"
            onClick={() => {
              void run(() => putDocument('dashboards', removed.id, removed.body));
              setRemoved(undefined);
            }}
          >
            Bring it back
          </Button>
        </p>
      )}
      {list?.length === 0 && <Example onTake={() => void create(exampleDashboard(), false)} />}
      {list !== undefined && list.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {list.map((kept) => (
            <Line
              key={kept.id}
              kept={kept}
              onRemove={() =>
                void run(() => deleteDocument('dashboards', kept.id)).then((done) => done && setRemoved(kept))
              }
            />
          ))}
        </ul>
      )}
      <p className="text-ink-faint">
        Dashboards are kept on the server: everyone who can open this page sees and changes the same ones.
      </p>
    </ScrollView>
  );
}

function Line({ kept: { id, updated, body }, onRemove }: { kept: Kept<'dashboards'>; onRemove: () => void }) {
  const now = useNow(60_000);
  const { title, panels } = body;
  return (
    <li className="flex items-center gap-1 pr-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
      <Link
        to="/dashboards/$id"
        params={{ id }}
        className="flex min-w-0 flex-1 items-baseline gap-3 px-4 py-2.5"
      >
        <span className="truncate font-medium">{title}</span>
        <span className="ml-auto shrink-0 text-ink-faint max-sm:hidden">
          {panels.length} {panels.length === 1 ? 'panel' : 'panels'}, changed{' '}
          {agoOf(now - Date.parse(updated))}
        </span>
      </Link>
      <IconButton
        icon="download"
        label={`Export ${title}`}
        onClick={() => saveText(JSON.stringify(body, null, 2), `${title}.json`, 'application/json')}
      />
      <IconButton icon="trash" label={`Remove ${title}`} onClick={onRemove} />
    </li>
  );
}

function Example({ onTake }: { onTake: () => void }) {
  return (
    <section className="grid justify-items-center gap-3 rounded-lg border border-dashed border-line-strong p-10 text-center">
      <h2 className="font-semibold">No dashboards yet</h2>
      <p className="max-w-md text-ink-soft">
        A dashboard keeps the questions that you ask every day in view. The example has one panel of every
        kind, works with whatever is logged here, and is yours to change.
      </p>
      <Button look="outline" onClick={onTake}>
        Begin with the example
      </Button>
    </section>
  );
}
