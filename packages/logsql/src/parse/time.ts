import type { Filter } from '../ast/filter.ts';
import type { TimeRange } from '../ast/time.ts';
import { nanosOfDuration } from '../text/duration.ts';
import { spanOfBound, spanOfTime } from '../text/instant.ts';
import { COMPARISONS } from './comparison.ts';
import type { Cursor } from './cursor.ts';
import { parseClosing, parseOpening } from './functions.ts';

const HINT = 'Write a duration (5m), a time (2026-07-01T10:15Z), or a range ([2026-07-01Z, 2026-07-02Z)).';

/** What stands after `_time:`. */
export function parseTime(cursor: Cursor): Filter {
  const bracketed = ['[', '('].includes(cursor.following.text);
  if (bracketed && cursor.accept('day_range')) return parseDayRange(cursor);
  if (bracketed && cursor.accept('week_range')) return parseWeekRange(cursor);
  if (cursor.is('offset')) {
    const offset = parseOffset(cursor);
    if (offset === '')
      cursor.fail('An offset that is no duration', 'Write a duration after it: _time:offset 1h.');
    return { kind: 'time', range: { form: 'until' }, offset };
  }
  return { kind: 'time', range: parseRange(cursor), offset: parseOffset(cursor) };
}

function parseRange(cursor: Cursor): TimeRange {
  if (cursor.is('[', '(')) {
    const fromOpen = parseOpening(cursor);
    const from = parseBound(cursor);
    cursor.expect(',', 'Write two times: [2026-07-01Z, 2026-07-02Z).');
    const to = parseBound(cursor);
    return { form: 'between', from, to, open: { from: fromOpen, to: parseClosing(cursor) } };
  }
  if (cursor.is(...COMPARISONS)) {
    const operator = cursor.advance().text as '<' | '<=' | '>' | '>=';
    return { form: 'compare', operator, time: parseBound(cursor) };
  }
  cursor.accept('=');
  const token = cursor.token;
  const text = cursor.compound('a time', HINT, true);
  if (nanosOfDuration(text) !== undefined) return { form: 'last', duration: text };
  if (spanOfTime(text) === undefined && spanOfBound(text, 0n) === undefined) {
    cursor.fail(`"${text}" is no time`, HINT, token);
  }
  return { form: 'at', time: text };
}

function parseBound(cursor: Cursor): string {
  const token = cursor.token;
  const text = cursor.compound('a time', HINT, true);
  if (spanOfBound(text, 0n) === undefined) cursor.fail(`"${text}" is no time`, HINT, token);
  return text;
}

/** `offset 1h`, or empty. The word `offset` alone is a word to search for. */
export function parseOffset(cursor: Cursor): string {
  if (!cursor.is('offset')) return '';
  const back = cursor.mark();
  cursor.advance();
  if (cursor.accept('-')) {
    const text = cursor.atEnd ? '' : `-${cursor.advance().text}`;
    if (nanosOfDuration(text) !== undefined) return text;
  } else if (nanosOfDuration(cursor.token.text) !== undefined) {
    return cursor.advance().text;
  }
  back();
  return '';
}

function parseDayRange(cursor: Cursor): Filter {
  const fromOpen = parseOpening(cursor);
  const from = parseTimeOfDay(cursor);
  cursor.expect(',', 'Write two times of day: day_range[08:00, 18:00).');
  const to = parseTimeOfDay(cursor);
  const open = { from: fromOpen, to: parseClosing(cursor) };
  return { kind: 'day_range', from, to, open, offset: parseOffset(cursor) };
}

function parseTimeOfDay(cursor: Cursor): string {
  const hint = 'Write a time of day from 00:00 to 24:00.';
  const token = cursor.token;
  const text = cursor.compound('a time of day', hint, true);
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text))
    cursor.fail(`"${text}" is no time of day`, hint, token);
  return text;
}

export const WEEKDAYS: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

function parseWeekRange(cursor: Cursor): Filter {
  const fromOpen = parseOpening(cursor);
  const from = parseWeekday(cursor);
  cursor.expect(',', 'Write two days: week_range[Mon, Fri].');
  const to = parseWeekday(cursor);
  const open = { from: fromOpen, to: parseClosing(cursor) };
  return { kind: 'week_range', from, to, open, offset: parseOffset(cursor) };
}

function parseWeekday(cursor: Cursor): number {
  const token = cursor.advance();
  const text = token.text.toLowerCase();
  const day = WEEKDAYS.findIndex((name) =>
    [name.toLowerCase(), name.slice(0, 3).toLowerCase()].includes(text),
  );
  if (day < 0)
    cursor.fail(`"${token.text}" is no day of the week`, 'Write Sun, Mon, Tue, Wed, Thu, Fri or Sat.', token);
  return day;
}
