import { deleteDocument, newId, putDocument } from '../data/documents.ts';
import { useChange } from '../documents/use-change.ts';
import { useDocuments } from '../documents/use-documents.ts';
import { nameOf } from './name.ts';

/** A query that someone chose to keep, for everyone. */
export interface Saved {
  id: string;
  name: string;
  query: string;
}

/** The saved queries of the server, by name, and ways to change them. */
export function useSavedQueries() {
  const { data, error, isPending } = useDocuments('queries');
  const { run, problem } = useChange();
  const list: Saved[] = (data ?? [])
    .map(({ id, body }) => ({ id, ...body }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    list,
    isPending,
    problem: problem || (error?.message ?? ''),
    save: (query: string) => {
      const text = query.trim();
      if (list.some((saved) => saved.query === text)) return;
      void run(() => putDocument('queries', newId(), { name: nameOf(text), query: text }, 'none'));
    },
    rename: ({ id, query }: Saved, name: string) =>
      void run(() => putDocument('queries', id, { name, query })),
    restore: ({ id, name, query }: Saved) => void run(() => putDocument('queries', id, { name, query })),
    remove: ({ id }: Saved) => void run(() => deleteDocument('queries', id)),
    add: (queries: readonly { name: string; query: string }[]) =>
      run(async () => {
        for (const { name, query } of queries) await putDocument('queries', newId(), { name, query }, 'none');
      }),
  };
}
