import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pump } from '../../src/data/pump.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('Pump', () => {
  it('lets everything through as it comes, in order', () => {
    const pump = new Pump<number>(100);
    pump.offer([1, 2]);
    pump.offer([3]);
    expect(pump.take(0)).toEqual([1, 2, 3]);
    expect(pump.backlog).toBe(0);
  });

  it('keeps to the rate', () => {
    const pump = new Pump<number>(1000);
    pump.rate = 10;
    pump.offer(numbers(100));
    let shown = pump.take(0).length;
    for (let now = 16; now <= 5000; now += 16) shown += pump.take(now).length;
    expect(shown).toBeGreaterThanOrEqual(49);
    expect(shown).toBeLessThanOrEqual(51);
    expect(pump.backlog).toBe(100 - shown);
  });

  it('shows the first row after a calm moment at once, and no burst', () => {
    const pump = new Pump<number>(1000);
    pump.rate = 2;
    pump.take(0);
    pump.take(10_000);
    pump.offer(numbers(10));
    expect(pump.take(10_016)).toEqual([0]);
    expect(pump.take(10_032)).toEqual([]);
  });

  it('holds all while held and misses nothing afterwards', () => {
    const pump = new Pump<number>(1000);
    pump.held = true;
    pump.offer(numbers(5));
    expect(pump.take(0)).toEqual([]);
    expect(pump.backlog).toBe(5);
    pump.held = false;
    expect(pump.take(1)).toEqual([0, 1, 2, 3, 4]);
  });

  it('tells how many rows a full backlog pushed out: the oldest', () => {
    const pump = new Pump<number>(3);
    pump.held = true;
    expect(pump.offer([1, 2, 3, 4, 5])).toBe(2);
    pump.held = false;
    expect(pump.take(0)).toEqual([3, 4, 5]);
  });

  it('shows each row once, in order, or counts it, whatever happens', () => {
    const step = fc.oneof(
      fc.record({ offer: fc.nat({ max: 40 }) }),
      fc.record({ rate: fc.constantFrom(1, 10, 500, Number.POSITIVE_INFINITY) }),
      fc.record({ held: fc.boolean() }),
      fc.record({ wait: fc.nat({ max: 3000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const pump = new Pump<number>(50);
        const shown: number[] = [];
        let offered = 0;
        let dropped = 0;
        let now = 0;
        for (const action of steps) {
          if ('offer' in action) {
            dropped += pump.offer(Array.from({ length: action.offer }, () => offered++));
          } else if ('rate' in action) pump.rate = action.rate;
          else if ('held' in action) pump.held = action.held;
          else now += action.wait;
          shown.push(...pump.take(now));
        }
        expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b));
        expect(shown.length + dropped + pump.backlog).toBe(offered);
      }),
    );
  });
});
