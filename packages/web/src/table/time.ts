import { offsetText, wallClock, type Zone } from '../time/zone.ts';

/** How times are shown: on the clock of a zone, or by how long ago they were. */
export interface TimeStyle {
  zone: Zone;
  ago: boolean;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const three = (value: number): string => String(value).padStart(3, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/** The time of a row: with the date only where it is not today's, so that a live table stays narrow. */
export function rowTime(timestamp: string, { zone, ago }: TimeStyle, now: number): string {
  const ms = Date.parse(timestamp);
  if (Number.isNaN(ms)) return timestamp;
  if (ago) return agoOf(now - ms);
  const wall = wallClock(ms, zone);
  const today = wallClock(now, zone);
  const clock = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}.${three(wall.getUTCMilliseconds())}`;
  if (dayOf(wall) === dayOf(today)) return clock;
  if (wall.getUTCFullYear() === today.getUTCFullYear())
    return `${MONTHS[wall.getUTCMonth()]} ${wall.getUTCDate()} ${clock}`;
  return `${wall.toISOString().slice(0, 10)} ${clock}`;
}

/** A time with everything that is known of it: `2026-07-01 14:00:00.123456789 +02:00`. */
export function fullTime(timestamp: string, zone: Zone): string {
  const ms = Date.parse(timestamp);
  if (Number.isNaN(ms)) return timestamp;
  const [day, clock] = wallClock(ms, zone).toISOString().split(/[T.]/);
  const fraction = /\.(\d+)/.exec(timestamp)?.[1]?.replace(/0+$/, '') ?? '';
  return `${day} ${clock}${fraction && `.${fraction}`} ${offsetText(ms, zone)}`;
}

/** `now`, `12s ago`, `3m ago`, `5h ago`, `2d ago`. */
export function agoOf(elapsed: number): string {
  if (elapsed < 1000) return elapsed < -1000 ? `in ${lengthText(-elapsed)}` : 'now';
  return `${lengthText(elapsed)} ago`;
}

const dayOf = (wall: Date): number => Math.floor(wall.getTime() / DAY_MS);

function lengthText(ms: number): string {
  if (ms < 60_000) return `${Math.floor(ms / 1000)}s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)}m`;
  if (ms < DAY_MS) return `${Math.floor(ms / 3_600_000)}h`;
  return `${Math.floor(ms / DAY_MS)}d`;
}
