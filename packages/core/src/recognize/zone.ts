import { LogboomError } from '../errors.ts';

/** Tells how far a place's clocks are from UTC. */
export interface TimeZone {
  readonly name: string;
  /** Minutes east of UTC when clocks show this time (given as if it were UTC, in ms since 1970). */
  offset(localMs: number): number;
}

export const UTC: TimeZone = { name: 'UTC', offset: () => 0 };

/** Clocks change at quarters of an hour at the finest. */
const SLOT_MS = 900_000;

/**
 * A zone by its name: `UTC`, `+02:00`, `Europe/Berlin`, or `local` for that of this machine.
 *
 * @throws LogboomError LB_TIMEZONE_UNKNOWN
 */
export function timeZone(name: string): TimeZone {
  if (/^(utc|z|gmt)$/i.test(name)) return UTC;
  const fixed = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(name);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    const offset = fixed[1] === '-' ? -minutes : minutes;
    return { name, offset: () => offset };
  }
  return namedZone(name === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : name);
}

function namedZone(name: string): TimeZone {
  const format = formatOf(name);
  // Lines follow each other in time: the slot of the last one is nearly always that of the next.
  let lastSlot = Number.NaN;
  let lastOffset = 0;
  return {
    name,
    offset(localMs) {
      const slot = Math.floor(localMs / SLOT_MS);
      if (slot === lastSlot) return lastOffset;
      lastSlot = slot;
      // The offset of the instant that the local time would be, if it had the offset of a first guess.
      const guess = offsetAt(format, localMs);
      lastOffset = offsetAt(format, localMs - guess * 60_000);
      return lastOffset;
    },
  };
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch (cause) {
    throw new LogboomError('LB_TIMEZONE_UNKNOWN', { name }, { cause });
  }
}

function offsetAt(format: Intl.DateTimeFormat, ms: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
  const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!);
  return Math.round((local - Math.floor(ms / 60_000) * 60_000) / 60_000);
}
