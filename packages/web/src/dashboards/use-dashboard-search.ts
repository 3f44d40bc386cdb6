import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { DashboardSearch } from '../app/dashboard-search.ts';

/** The state of the dashboard's view and a way to change parts of it; both are the URL. */
export function useDashboardSearch() {
  const { id } = useParams({ from: '/dashboards/$id' });
  const search: DashboardSearch = useSearch({ from: '/dashboards/$id' });
  const navigate = useNavigate();
  const update = (patch: Record<string, string | undefined>, replace = false) =>
    void navigate({
      to: '/dashboards/$id',
      params: { id },
      replace,
      search: (before) => {
        const after = { ...before, ...patch };
        return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined));
      },
    });
  return { search, update };
}
