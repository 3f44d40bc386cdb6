import { lengthOf } from '../data/time-range.ts';

/** The state of views that look at the last while, in the URL. */
export interface LastSearch {
  last?: string;
}

export function readLastSearch({ last }: Record<string, unknown>): LastSearch {
  return typeof last === 'string' && Number.isFinite(lengthOf(last)) ? { last } : {};
}

/** The state of the overview in the URL. */
export interface OverviewSearch extends LastSearch {
  /** A pattern is new when it came within this while: `15m`; left out: within `last`. */
  since?: string;
  /** `newest`: errors by their last record; left out: by their number. */
  sort?: string;
  /** The service whose levels are shown one by one. */
  service?: string;
}

export function readOverviewSearch(raw: Record<string, unknown>): OverviewSearch {
  const search: OverviewSearch = readLastSearch(raw);
  const { since, sort, service } = raw;
  if (typeof since === 'string' && Number.isFinite(lengthOf(since))) search.since = since;
  if (sort === 'newest') search.sort = sort;
  if (typeof service === 'string') search.service = service;
  return search;
}
