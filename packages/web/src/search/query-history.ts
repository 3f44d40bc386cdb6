import { loadList, saveList } from '../ui/storage.ts';

const HISTORY = 'queries';
const SAVED = 'saved-queries';
const MOST = 50;

/** Queries that were asked in this browser, newest first. */
export const queryHistory = (): string[] => loadList(HISTORY);

export function rememberQuery(query: string): void {
  const text = query.trim();
  if (text !== '') saveList(HISTORY, first(text, queryHistory()).slice(0, MOST));
}

/** Queries that someone chose to keep, newest first. */
export const savedQueries = (): string[] => loadList(SAVED);

export function saveQuery(query: string): string[] {
  const list = first(query.trim(), savedQueries());
  saveList(SAVED, list);
  return list;
}

export function unsaveQuery(query: string): string[] {
  const list = savedQueries().filter((other) => other !== query);
  saveList(SAVED, list);
  return list;
}

const first = (text: string, list: string[]): string[] => [text, ...list.filter((other) => other !== text)];
