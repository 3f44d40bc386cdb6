/** An IANA name such as `Asia/Tokyo`, or `UTC`; undefined: the zone of this browser. */
export type Zone = string | undefined;

const QUARTER_MS = 900_000;
const MOST_CACHED = 10_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Whether this browser knows a zone by that name. */
export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** A date whose UTC fields read as the clock on the wall of a zone. @param ms since 1970 */
export const wallClock = (ms: number, zone: Zone): Date => new Date(ms + offsetOf(ms, zone));

/** The moment at which the clock of a zone shows a time. @param text `2026-07-01T10:00:00` @returns ms since 1970 */
export function momentOf(text: string, zone: Zone): number {
  const wall = Date.parse(`${text}Z`);
  return wall - offsetOf(wall - offsetOf(wall, zone), zone);
}

/** What a zone is called on the page. */
export const zoneTitle = (zone: Zone): string => zone ?? 'Local time';

/** `+02:00`, or `Z` for UTC. */
export function offsetText(ms: number, zone: Zone): string {
  const minutes = Math.round(offsetOf(ms, zone) / 60_000);
  if (minutes === 0) return 'Z';
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** By how many milliseconds the clock of a zone is ahead of UTC. Zones change at quarters of an hour at most. */
function offsetOf(ms: number, zone: Zone): number {
  if (zone === undefined) return -new Date(ms).getTimezoneOffset() * 60_000;
  if (zone === 'UTC' || Number.isNaN(ms)) return 0;
  const quarter = Math.floor(ms / QUARTER_MS) * QUARTER_MS;
  const key = `${zone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size === MOST_CACHED) offsets.clear();
    offset = readClock(quarter, zone) - quarter;
    offsets.set(key, offset);
  }
  return offset;
}

function readClock(ms: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
