import { loadList, saveList } from '../ui/storage.ts';

const HISTORY = 'queries';
const MOST = 50;

/** Queries that were asked in this browser, newest first. */
export const queryHistory = (): string[] => loadList(HISTORY);

export function rememberQuery(query: string): void {
  const text = query.trim();
  if (text !== '') saveList(HISTORY, first(text, queryHistory()).slice(0, MOST));
}

const first = (text: string, list: string[]): string[] => [text, ...list.filter((other) => other !== text)];
