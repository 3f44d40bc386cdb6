import { describe, expect, it } from 'vitest';
import { stripAnsi } from '../../src/table/ansi.ts';
import { agoOf, rowTime } from '../../src/table/time.ts';

const utc = { zone: 'UTC', ago: false };

describe('rowTime', () => {
  const now = Date.parse('2026-07-01T12:00:00Z');

  it('shows the date only when it is not today', () => {
    expect(rowTime('2026-07-01T11:59:58.123456789Z', utc, now)).toBe('11:59:58.123');
    expect(rowTime('2026-06-30T23:59:58.123456789Z', utc, now)).toBe('Jun 30 23:59:58.123');
    expect(rowTime('2025-06-30T23:59:58.123456789Z', utc, now)).toBe('2025-06-30 23:59:58.123');
    expect(rowTime('2026-06-30T23:59:58Z', { zone: 'Asia/Tokyo', ago: false }, now)).toBe('08:59:58.000');
  });

  it('shows how long ago', () => {
    expect(rowTime('2026-07-01T11:59:18Z', { zone: undefined, ago: true }, now)).toBe('42s ago');
    expect(agoOf(100)).toBe('now');
    expect(agoOf(3 * 3_600_000)).toBe('3h ago');
    expect(agoOf(-5000)).toBe('in 5s');
  });
});

describe('stripAnsi', () => {
  it('takes colours and links out', () => {
    expect(stripAnsi('\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007')).toBe(
      'red link',
    );
  });
});
