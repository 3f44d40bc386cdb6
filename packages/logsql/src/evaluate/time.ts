import type { FilterOf } from '../ast/filter.ts';
import type { TimeRange } from '../ast/time.ts';
import { nanosOfDuration } from '../text/duration.ts';
import { formatNanos, spanOfBound } from '../text/instant.ts';

/** From `min` to `max` in nanoseconds since 1970, both included; an end may be open. */
export interface TimeBounds {
  min?: bigint;
  max?: bigint;
}

/** What a time filter means at a moment. */
export function timeBounds({ range, offset }: FilterOf<'time'>, now: bigint): TimeBounds {
  const shift = offset === '' ? 0n : nanosOfDuration(offset)!;
  const { min, max } = boundsOf(range, now);
  return { ...(min !== undefined && { min: min - shift }), ...(max !== undefined && { max: max - shift }) };
}

function boundsOf(range: TimeRange, now: bigint): TimeBounds {
  switch (range.form) {
    case 'until':
      return { max: now };
    case 'last':
      return { min: now - nanosOfDuration(range.duration)! + 1n, max: now };
    case 'at': {
      const { first, last } = spanOfBound(range.time, now)!;
      return { min: first, max: last };
    }
    case 'compare':
      return compareBounds(range.operator, range.time, now);
    case 'between': {
      const from = spanOfBound(range.from, now)!;
      const to = spanOfBound(range.to, now)!;
      return {
        min: range.open.from ? from.first + 1n : from.first,
        max: range.open.to ? to.first - 1n : to.last,
      };
    }
  }
}

const OPPOSITE = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function compareBounds(operator: '<' | '<=' | '>' | '>=', time: string, now: bigint): TimeBounds {
  const { first, last } = spanOfBound(time, now)!;
  // A duration is an age: what is older than it has the smaller timestamp.
  const isAge = nanosOfDuration(time) !== undefined;
  switch (isAge ? OPPOSITE[operator] : operator) {
    case '<':
      return { max: first - 1n };
    case '<=':
      return { max: last };
    case '>':
      return { min: first + 1n, ...(isAge && { max: now }) };
    case '>=':
      return { min: first, ...(isAge && { max: now }) };
  }
}

const DAY = 86_400_000_000_000n;

/** The nanoseconds of a day that a filter selects, in the order of the clock; `from` above `to` passes midnight. */
export interface DayBounds {
  from: bigint;
  to: bigint;
  wraps: boolean;
  shift: bigint;
}

export function dayBounds({ from, to, open, offset }: FilterOf<'day_range'>): DayBounds {
  const start = nanosOfClock(from);
  const end = nanosOfClock(to);
  return {
    from: open.from ? start + 1n : start,
    to: open.to ? end - 1n : end,
    wraps: start > end,
    shift: offset === '' ? 0n : nanosOfDuration(offset)!,
  };
}

function nanosOfClock(text: string): bigint {
  return (BigInt(text.slice(0, 2)) * 60n + BigInt(text.slice(3))) * 60_000_000_000n;
}

/** The days of the week, 0 is Sunday, that a filter selects, and by how much its zone is ahead of UTC. */
export function weekDays({ from, to, open, offset }: FilterOf<'week_range'>): {
  days: number[];
  shift: bigint;
} {
  const days: number[] = [];
  const length = ((to - from + 7) % 7) + 1;
  for (let i = open.from ? 1 : 0; i < (open.to ? length - 1 : length); i++) days.push((from + i) % 7);
  return { days, shift: offset === '' ? 0n : nanosOfDuration(offset)! };
}

/**
 * A test of a record's time: RFC 3339 in UTC with nine digits, whose text sorts as the time does. With a clock
 * in place of a moment, records are tested as they arrive: what ends now has no end then, or a record of this
 * very millisecond, or from a host whose clock is a little ahead, would be lost.
 */
export function compileTime(
  filter: FilterOf<'time'>,
  now: bigint | (() => bigint),
): (timestamp: string) => boolean {
  if (typeof now === 'bigint') return within(timeBounds(filter, now));
  const isOpen = endsNow(filter);
  const testAt = (moment: bigint) => {
    const { min, max } = timeBounds(filter, moment);
    return within({ ...(min !== undefined && { min }), ...(max !== undefined && !isOpen && { max }) });
  };
  let moment = now();
  let test = testAt(moment);
  return (timestamp) => {
    const next = now();
    if (next !== moment) {
      moment = next;
      test = testAt(moment);
    }
    return test(timestamp);
  };
}

/** Whether a range reaches up to the present. */
function endsNow({ range, offset }: FilterOf<'time'>): boolean {
  if (offset !== '') return false;
  if (range.form === 'between') return range.to.toLowerCase() === 'now';
  if (range.form === 'compare')
    return range.operator.startsWith('<') && nanosOfDuration(range.time) !== undefined;
  return range.form === 'last' || range.form === 'until';
}

function within({ min, max }: TimeBounds): (timestamp: string) => boolean {
  const low = min === undefined ? '' : textOf(min);
  const high = max === undefined ? '\uffff' : textOf(max);
  return (timestamp) => timestamp !== '' && timestamp >= low && timestamp <= high;
}

/** Years beyond 0 to 9999 have a longer form; nothing was logged there. */
const FIRST = -62_167_219_200_000_000_000n;
const LAST = 253_402_300_799_999_999_999n;

function textOf(nanos: bigint): string {
  return formatNanos(nanos < FIRST ? FIRST : nanos > LAST ? LAST : nanos);
}

export function compileDayRange(filter: FilterOf<'day_range'>): (nanos: bigint) => boolean {
  const { from, to, wraps, shift } = dayBounds(filter);
  return (nanos) => {
    const clock = modulo(nanos + shift, DAY);
    return wraps ? clock >= from || clock <= to : clock >= from && clock <= to;
  };
}

export function compileWeekRange(filter: FilterOf<'week_range'>): (nanos: bigint) => boolean {
  const { days, shift } = weekDays(filter);
  return (nanos) => {
    const local = nanos + shift;
    // 1970-01-01 was a Thursday.
    const day = Number(modulo((local - modulo(local, DAY)) / DAY + 4n, 7n));
    return days.includes(day);
  };
}

function modulo(value: bigint, size: bigint): bigint {
  return ((value % size) + size) % size;
}
