import type { TimeRange } from '../ast/time.ts';
import { bracketed } from './filter.ts';

export const WEEKDAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** What stands after `_time:`; empty for the form that only has an offset. */
export function printTime(range: TimeRange): string {
  switch (range.form) {
    case 'until':
      return '';
    case 'last':
      return range.duration;
    case 'at':
      return printTimeText(range.time);
    case 'compare':
      return `${range.operator}${printTimeText(range.time)}`;
    case 'between':
      return bracketed(`${printTimeText(range.from)}, ${printTimeText(range.to)}`, range.open);
  }
}

/** Times are bare in a query, but for a blank in place of the T. */
export function printTimeText(time: string): string {
  return time.includes(' ') ? `"${time}"` : time;
}
