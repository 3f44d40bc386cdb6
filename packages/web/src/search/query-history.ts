import { loadList, saveList } from '../ui/storage.ts';

const KEY = 'queries';
const MOST = 50;

/** Queries that were asked in this browser, newest first. */
export const queryHistory = (): string[] => loadList(KEY);

export function rememberQuery(query: string): void {
  const text = query.trim();
  if (text === '') return;
  saveList(KEY, [text, ...queryHistory().filter((other) => other !== text)].slice(0, MOST));
}
