import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { LogsPage } from '../search/LogsPage.tsx';
import { readLogsSearch } from './logs-search.ts';
import { readOverviewSearch } from './overview-search.ts';
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

export const router = createRouter({
  routeTree: root.addChildren([logs, overview, connect]),
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
