import { DAY_MS, type Instant, instantOfDigits, instantOfText, type TimeZone } from '@logboom/core';

/** `Oct 11 22:14:15`, with the years, fractions and zones that devices add, before or behind the time. */
const BSD =
  /([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: (\d{4})(?=[ :]))?(?: (UTC|GMT|[A-Z]{3,4}(?=:)|[+-]\d\d:?\d\d(?=[: ])))?:?(?= |$)/y;
const ISO = /\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d[^\s]*/y;
const EPOCH = /\d{10}(?:\.\d{1,9})?(?= |$)/y;

const MINUTE_MS = 60_000;

const MONTHS = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (name, index): [string, number] => [name, index],
  ),
);

/** Hours east of UTC of the zone names that devices write. */
const ZONES = new Map<string, number>([
  ...(Object.entries({ UTC: 0, GMT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6 }) as []),
  ...(Object.entries({ PST: -8, PDT: -7, WET: 0, BST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3 }) as []),
  ...(Object.entries({ MSK: 3, JST: 9, KST: 9, AEST: 10, AEDT: 11 }) as []),
]);

/**
 * Reads the time that stands at a place of a message that follows RFC 3164, or nearly.
 *
 * @returns the place behind it, or -1 when none stands there
 */
export function readTimestamp(text: string, at: number, zone: TimeZone, into: Instant): number {
  const first = text.charCodeAt(at);
  if (first >= 65 && first <= 90) return readBsd(text, at, zone, into);
  if (first < 48 || first > 57) return -1;
  ISO.lastIndex = at;
  const iso = ISO.exec(text);
  if (iso !== null) {
    const shown = iso[0].endsWith(':') ? iso[0].slice(0, -1) : iso[0];
    return instantOfText(shown, into) ? at + iso[0].length : -1;
  }
  EPOCH.lastIndex = at;
  const epoch = EPOCH.exec(text);
  return epoch !== null && instantOfDigits(epoch[0], into) ? at + epoch[0].length : -1;
}

function readBsd(text: string, at: number, zone: TimeZone, into: Instant): number {
  BSD.lastIndex = at;
  const match = BSD.exec(text);
  if (match === null) return -1;
  const month = MONTHS.get(match[1]!);
  const day = Number(match[2]);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6]);
  if (month === undefined || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return -1;
  const year = match[3] ?? match[8];
  const offset = offsetOf(match[9]);
  const toUtc = (of: number): number => {
    const clock = Date.UTC(of, month, day, hour, minute, second);
    return clock - (offset ?? zone.offset(clock)) * MINUTE_MS;
  };
  const ms = year === undefined ? nearest(toUtc) : toUtc(Number(year));
  const fraction = Number((match[7] ?? '').padEnd(9, '0'));
  into.ms = ms + Math.floor(fraction / 1e6);
  into.ns = fraction % 1_000_000;
  return at + match[0].length;
}

/** The year that a time without one means: it is not more than a day ahead, and otherwise the latest. */
function nearest(toUtc: (year: number) => number): number {
  const latest = Date.now() + DAY_MS;
  const year = new Date(latest).getUTCFullYear();
  const ms = toUtc(year);
  return ms <= latest ? ms : toUtc(year - 1);
}

/** Minutes east of UTC. */
function offsetOf(name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const hours = ZONES.get(name);
  if (hours !== undefined) return hours * 60;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(name);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
