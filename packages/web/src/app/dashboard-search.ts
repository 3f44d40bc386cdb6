import type { Variable } from '@logboom/server/documents';
import { lengthOf, type TimeRange } from '../data/time-range.ts';

const VALUE = 'var-';

/** The state of a dashboard in the URL: what differs from what the dashboard itself says. */
export interface DashboardSearch {
  last?: string;
  from?: string;
  to?: string;
  /** `1` while panels are moved and changed. */
  edit?: string;
  /** The id of the panel whose form is open. */
  panel?: string;
  /** Values of variables: `var-NAME`. */
  [value: `var-${string}`]: string;
}

export function readDashboardSearch(raw: Record<string, unknown>): DashboardSearch {
  const search: DashboardSearch = {};
  const { last, from, to, edit, panel } = raw;
  if (typeof last === 'string' && Number.isFinite(lengthOf(last))) search.last = last;
  if (typeof from === 'string' && typeof to === 'string' && Date.parse(from) < Date.parse(to)) {
    search.from = from;
    search.to = to;
  }
  if (edit === '1') search.edit = edit;
  if (typeof panel === 'string' && panel !== '') search.panel = panel;
  for (const [name, value] of Object.entries(raw)) {
    if (name.startsWith(VALUE) && typeof value === 'string')
      search[`var-${name.slice(VALUE.length)}`] = value;
  }
  return search;
}

/** The range that is shown: that of the URL, else that of the dashboard. */
export function dashboardRange({ last, from, to }: DashboardSearch, otherwise: string): TimeRange {
  return from !== undefined && to !== undefined ? { from, to } : { last: last ?? otherwise };
}

/** The variables with the values of the URL. */
export const dashboardValues = (search: DashboardSearch, variables: readonly Variable[]): Variable[] =>
  variables.map((variable) => ({ ...variable, value: search[`var-${variable.name}`] ?? variable.value }));
