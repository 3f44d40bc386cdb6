import { loadList, saveList } from '../ui/storage.ts';
import { type Dashboard, readDashboard } from './model.ts';

const KEY = 'dashboards';

/** The dashboards of this browser, in the order they were made. */
export const loadDashboards = (): Dashboard[] =>
  loadList(KEY).flatMap((text) => {
    try {
      return [readDashboard(text)];
    } catch {
      return [];
    }
  });

export const loadDashboard = (id: string): Dashboard | undefined =>
  loadDashboards().find((other) => other.id === id);

/** Keeps a dashboard in the place of the one with its id, else at the end. */
export function saveDashboard(dashboard: Dashboard): Dashboard[] {
  const list = loadDashboards();
  const place = list.findIndex(({ id }) => id === dashboard.id);
  if (place === -1) list.push(dashboard);
  else list[place] = dashboard;
  return keep(list);
}

export const removeDashboard = (id: string): Dashboard[] =>
  keep(loadDashboards().filter((other) => other.id !== id));

function keep(list: Dashboard[]): Dashboard[] {
  saveList(
    KEY,
    list.map((dashboard) => JSON.stringify(dashboard)),
  );
  return list;
}
