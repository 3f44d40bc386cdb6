import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { LogsPage } from '../search/LogsPage.tsx';
import { readDashboardSearch } from './dashboard-search.ts';
import { readLogsSearch } from './logs-search.ts';
import { readLastSearch, readOverviewSearch } from './overview-search.ts';
import { PageError, PageMissing } from './PageError.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: PageMissing });

const logs = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readLogsSearch,
  component: LogsPage,
});

const connect = createRoute({ getParentRoute: () => root, path: '/connect' }).lazy(() =>
  import('../connect/route.tsx').then((module) => module.Route),
);

const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  validateSearch: readOverviewSearch,
}).lazy(() => import('../overview/route.tsx').then((module) => module.Route));

const traces = createRoute({
  getParentRoute: () => root,
  path: '/traces',
  validateSearch: readLastSearch,
}).lazy(() => import('../traces/route.tsx').then((module) => module.Route));

const trace = createRoute({ getParentRoute: () => root, path: '/traces/$trace' }).lazy(() =>
  import('../traces/trace-route.tsx').then((module) => module.Route),
);

const dashboards = createRoute({ getParentRoute: () => root, path: '/dashboards' }).lazy(() =>
  import('../dashboards/route.tsx').then((module) => module.Route),
);

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboards/$id',
  validateSearch: readDashboardSearch,
}).lazy(() => import('../dashboards/dashboard-route.tsx').then((module) => module.Route));

const settings = createRoute({ getParentRoute: () => root, path: '/settings' }).lazy(() =>
  import('../settings/route.tsx').then((module) => module.Route),
);

export const router = createRouter({
  routeTree: root.addChildren([logs, overview, traces, trace, dashboards, dashboard, connect, settings]),
  // Plain names and values: a URL that people can read, write and send.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
  defaultErrorComponent: PageError,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
