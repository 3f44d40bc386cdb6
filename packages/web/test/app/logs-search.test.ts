import { describe, expect, it } from 'vitest';
import { isLive, rangeOf, readLogsSearch, speedOf } from '../../src/app/logs-search.ts';

describe('the state in the URL', () => {
  it('keeps what it knows and drops what cannot be', () => {
    expect(
      readLogsSearch({
        q: 'a',
        last: 'soon',
        speed: '-1',
        time: 'moon',
        zone: 'Mars/Base',
        other: 'x',
        from: 'x',
        to: 'y',
        wrap: '1',
      }),
    ).toEqual({ q: 'a', wrap: '1' });
  });

  it('follows unless it is told otherwise or a span has ended', () => {
    expect(isLive({})).toBe(true);
    expect(isLive({ live: '0' })).toBe(false);
    expect(isLive({ from: '2026-01-01', to: '2026-01-02' })).toBe(false);
  });

  it('has defaults', () => {
    expect(rangeOf({})).toEqual({ last: '1h' });
    expect(speedOf({})).toBe(Number.POSITIVE_INFINITY);
    expect(speedOf({ speed: '5' })).toBe(5);
  });
});
