import { lengthOf } from '../data/time-range.ts';

/** The state of the overview in the URL. */
export interface OverviewSearch {
  last?: string;
}

export function readOverviewSearch(raw: Record<string, unknown>): OverviewSearch {
  const { last } = raw;
  return typeof last === 'string' && Number.isFinite(lengthOf(last)) ? { last } : {};
}
