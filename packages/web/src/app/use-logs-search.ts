import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { LogsSearch } from './logs-search.ts';

export type LogsPatch = { [K in keyof LogsSearch]?: string | undefined };

/** The state of the logs view and a way to change parts of it; both are the URL. */
export function useLogsSearch() {
  const search: LogsSearch = useSearch({ from: '/' });
  const navigate = useNavigate();
  const update = useCallback(
    (patch: LogsPatch, replace = false) => {
      void navigate({
        to: '/',
        replace,
        search: (before) => {
          const after: Record<string, string> = {};
          for (const [name, value] of Object.entries({ ...before, ...patch })) {
            if (typeof value === 'string' && value !== '') after[name] = value;
          }
          return after;
        },
      });
    },
    [navigate],
  );
  return useMemo(() => ({ search, update }), [search, update]);
}
