import { describe, expect, it } from 'vitest';
import { fullTime } from '../../src/table/time.ts';
import { isZone, momentOf, offsetText, wallClock } from '../../src/time/zone.ts';

describe('zones', () => {
  it.each([
    ['2026-07-01T12:00:00Z', 'UTC', '2026-07-01T12:00:00', 'Z'],
    ['2026-07-01T12:00:00Z', 'Asia/Tokyo', '2026-07-01T21:00:00', '+09:00'],
    ['2026-07-01T12:00:00Z', 'Asia/Kathmandu', '2026-07-01T17:45:00', '+05:45'],
    ['2026-07-01T12:00:00Z', 'America/St_Johns', '2026-07-01T09:30:00', '-02:30'],
    // Summer time ends at 01:00 UTC in Berlin.
    ['2026-10-25T00:59:59Z', 'Europe/Berlin', '2026-10-25T02:59:59', '+02:00'],
    ['2026-10-25T01:00:00Z', 'Europe/Berlin', '2026-10-25T02:00:00', '+01:00'],
  ])('%s in %s is %s', (time, zone, wall, offset) => {
    expect(wallClock(Date.parse(time), zone).toISOString().slice(0, 19)).toBe(wall);
    expect(offsetText(Date.parse(time), zone)).toBe(offset);
  });

  it.each([
    ['2026-07-01T21:00:00', 'Asia/Tokyo', '2026-07-01T12:00:00Z'],
    ['2026-12-01T21:00:00', 'Europe/Berlin', '2026-12-01T20:00:00Z'],
    ['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ])('%s on the clock of %s was %s', (wall, zone, time) => {
    expect(momentOf(wall, zone)).toBe(Date.parse(time));
  });

  it('knows which names are zones', () => {
    expect(['UTC', 'Asia/Tokyo', 'Mars/Base'].map(isZone)).toEqual([true, true, false]);
  });

  it('shows every digit that a time has', () => {
    expect(fullTime('2026-07-01T12:00:00.123456789Z', 'Asia/Tokyo')).toBe(
      '2026-07-01 21:00:00.123456789 +09:00',
    );
    expect(fullTime('2026-07-01T12:00:00.500000000Z', 'UTC')).toBe('2026-07-01 12:00:00.5 Z');
    expect(fullTime('2026-07-01T12:00:00.000000000Z', 'UTC')).toBe('2026-07-01 12:00:00 Z');
  });
});
