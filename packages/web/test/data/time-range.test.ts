import { describe, expect, it } from 'vitest';
import { boundsOf, labelOf, lengthOf } from '../../src/data/time-range.ts';

describe('time ranges', () => {
  it('reads lengths', () => {
    expect(lengthOf('15m')).toBe(900_000);
    expect(lengthOf('7d')).toBe(7 * 86_400_000);
    expect(lengthOf('all')).toBe(Number.POSITIVE_INFINITY);
    expect(lengthOf('soon')).toBeUndefined();
  });

  it('bounds the last while at its start only', () => {
    const now = Date.parse('2026-07-01T12:00:00Z');
    expect(boundsOf({ last: '1h' }, now)).toEqual({ start: '2026-07-01T11:00:00.000Z' });
    expect(boundsOf({ last: 'all' }, now)).toEqual({});
    expect(boundsOf({ from: 'a', to: 'b' }, now)).toEqual({ start: 'a', end: 'b' });
  });

  it('names them', () => {
    expect(labelOf({ last: '15m' })).toBe('Last 15 minutes');
    expect(labelOf({ last: '1h' })).toBe('Last hour');
    expect(labelOf({ last: 'all' })).toBe('All time');
  });
});
