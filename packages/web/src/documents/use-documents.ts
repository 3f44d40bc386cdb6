import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { type DocumentPath, fetchDocument, fetchDocuments, type Kept } from '../data/documents.ts';
import { DocumentKeeper } from './keeper.ts';

const EVERY_MS = 30_000;

/** Every document of a kind, as the server has them. */
export const useDocuments = <Path extends DocumentPath>(path: Path) =>
  useQuery({ queryKey: ['documents', path], queryFn: ({ signal }) => fetchDocuments(path, signal) });

/** Asks for the lists again after something was made, changed or removed. */
export function useDocumentsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ['documents'] }), [client]);
}

/** One document, read once and again now and then: others may change it. */
export const useDocument = <Path extends DocumentPath>(path: Path, id: string) =>
  useQuery({
    queryKey: ['documents', path, id],
    queryFn: ({ signal }) => fetchDocument(path, id, signal),
    refetchInterval: EVERY_MS,
    retry: false,
  });

/** A document that can be changed here: changes show at once and are saved by themselves. */
export function useKeeper<Path extends DocumentPath>(path: Path, document: Kept<Path>) {
  const { id } = document;
  const changed = useDocumentsChanged();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later answer of the server is offered below
  const keeper = useMemo(() => new DocumentKeeper(path, document), [path, id]);
  useEffect(() => keeper.offer(document), [keeper, document]);
  useEffect(() => {
    const flush = () => void keeper.flush();
    addEventListener('pagehide', flush);
    addEventListener('online', flush);
    return () => {
      removeEventListener('pagehide', flush);
      removeEventListener('online', flush);
      void keeper.flush().then(changed);
    };
  }, [keeper, changed]);
  const snapshot = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  return { keeper, ...snapshot };
}
