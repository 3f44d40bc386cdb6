import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Schedule } from '../../../src/handlers/file/schedule.ts';

afterAll(() => {
  delete process.env.TZ;
});

/** Zones whose clocks change by an hour, by half an hour, at midnight, and never. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
  'UTC',
];
const YEAR = Date.UTC(2026, 0, 1);

const local = (time: number) => {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    seconds: date.getHours() * 3600 + date.getMinutes() * 60 + date.getSeconds(),
    weekday: (date.getDay() + 6) % 7,
  };
};

describe.each(ZONES)('%s', (zone) => {
  test('midnight: the file of every record is named for its local day, all year', () => {
    process.env.TZ = zone;
    const schedule = new Schedule('midnight', 1, false, undefined);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 86_400 }), (second) => {
        const now = YEAR + second * 1000;
        const end = schedule.next(now);
        expect(end).toBeGreaterThan(now);
        expect(schedule.nameBefore(end)).toBe(local(now).date);
        // The end is the first moment of the next day, whatever the clock did in between.
        expect(local(end - 1).date).toBe(local(now).date);
        expect(local(end).date > local(now).date).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('a time of day and a weekday: rotates then, and within seven days', () => {
    process.env.TZ = zone;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 366 * 86_400 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 4, max: 23 }),
        (second, weekday, hour) => {
          const now = YEAR + second * 1000;
          const at = { hour, minute: 30, second: 15 };
          const end = new Schedule(`W${weekday}`, 1, false, at).next(now);
          expect(local(end)).toMatchObject({ weekday, seconds: hour * 3600 + 30 * 60 + 15 });
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual((7 * 24 + 1) * 3_600_000);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('elapsed units count from now, whatever the clock does', () => {
  process.env.TZ = 'Europe/Berlin';
  const night = Date.UTC(2026, 9, 25, 0, 30);
  const schedule = new Schedule('H', 1, false, undefined);
  expect(schedule.next(night)).toBe(night + 3_600_000);
  expect(schedule.nameBefore(night + 3_600_000)).toBe('2026-10-25_02');
  // The hour that comes twice: the second has the same name, so its file is appended to the first's.
  expect(schedule.nameBefore(night + 7_200_000)).toBe('2026-10-25_02');
});

test('several midnights, and UTC', () => {
  process.env.TZ = 'Asia/Kolkata';
  const schedule = new Schedule('midnight', 3, true, undefined);
  const now = Date.UTC(2026, 0, 10, 23);
  expect(schedule.next(now)).toBe(Date.UTC(2026, 0, 13));
  expect(schedule.nameBefore(Date.UTC(2026, 0, 13))).toBe('2026-01-10');
});

test.each(['Y', 'W7', 'W', '', 'weekly'])('%s is refused', (when) => {
  expect(() => new Schedule(when, 1, false, undefined)).toThrow(/none of S, M, H, D, midnight/);
});
