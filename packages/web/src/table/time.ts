import type { TimeStyle } from '../app/logs-search.ts';

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const three = (value: number): string => String(value).padStart(3, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/** The time of a row: with the date only where it is not today's, so that a live table stays narrow. */
export function rowTime(timestamp: string, style: TimeStyle, now: number): string {
  const ms = Date.parse(timestamp);
  if (Number.isNaN(ms)) return timestamp;
  if (style === 'ago') return agoOf(now - ms);
  const date = new Date(ms);
  const utc = style === 'utc';
  const day = utc ? date.getUTCDate() : date.getDate();
  const clock = utc
    ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
    : `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const today =
    Math.abs(now - ms) < DAY_MS && day === (utc ? new Date(now).getUTCDate() : new Date(now).getDate());
  if (today) return `${clock}.${three(date.getUTCMilliseconds())}`;
  return `${MONTHS[utc ? date.getUTCMonth() : date.getMonth()]} ${day} ${clock}`;
}

/** `now`, `12s ago`, `3m ago`, `5h ago`, `2d ago`. */
export function agoOf(elapsed: number): string {
  if (elapsed < 1000) return elapsed < -1000 ? `in ${lengthText(-elapsed)}` : 'now';
  return `${lengthText(elapsed)} ago`;
}

function lengthText(ms: number): string {
  if (ms < 60_000) return `${Math.floor(ms / 1000)}s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)}m`;
  if (ms < DAY_MS) return `${Math.floor(ms / 3_600_000)}h`;
  return `${Math.floor(ms / DAY_MS)}d`;
}
