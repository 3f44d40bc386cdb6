import { useState } from 'react';
import { useDocumentsChanged } from './use-documents.ts';

/** Runs changes of documents and keeps what went wrong with the last one, for people to read. */
export function useChange() {
  const [problem, setProblem] = useState('');
  const changed = useDocumentsChanged();
  const run = async (change: () => Promise<unknown>): Promise<boolean> => {
    try {
      await change();
      setProblem('');
      return true;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      await changed();
    }
  };
  return { run, problem };
}
