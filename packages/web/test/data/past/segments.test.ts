import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE, partsOf } from '../../../src/data/past/counts.ts';
import { nanosOfMs } from '../../../src/data/past/nanos.ts';
import { type Segment, SegmentList } from '../../../src/data/past/segments.ts';
import { Row } from '../../../src/data/row.ts';

const rows = (count: number, first: number): Row[] =>
  Array.from({ length: count }, (_, index) => new Row(first + index, `{"message":"${first + index}"}`));

function segment(count: number, first?: number): Segment {
  return { from: 0n, to: 0n, count, rows: first === undefined ? undefined : rows(count, first) };
}

describe('segments', () => {
  it('finds every row by its place, with empty and unread segments between', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.boolean()), { minLength: 1 }), (shapes) => {
        const list = new SegmentList();
        const expected: (number | undefined)[] = [];
        for (const [count, read] of shapes) {
          const first = expected.length;
          list.append(segment(count, read ? first : undefined));
          for (let i = 0; i < count; i++) expected.push(read ? first + i : undefined);
        }
        expect(list.size).toBe(expected.length);
        expect(expected.map((_, place) => list.row(place)?.key)).toEqual(expected);
        expect(list.row(-1)).toBeUndefined();
        expect(list.row(expected.length)).toBeUndefined();
      }),
    );
  });

  it('moves what is older when a segment has other rows than were counted', () => {
    const list = new SegmentList();
    const [newer, older] = [segment(3), segment(2, 10)];
    list.append(newer, older);
    expect(list.row(3)?.key).toBe(10);
    list.fill(newer, rows(5, 0));
    expect(list.row(5)?.key).toBe(10);
    expect(list.size).toBe(7);
  });

  it('gives up the rows that are farthest from the reader, never those next to them', () => {
    const list = new SegmentList();
    const all = Array.from({ length: 10 }, (_, index) => segment(100, index * 100));
    list.append(...all);
    list.trim(400, 750);
    expect(list.held).toBe(400);
    expect([6, 7, 8].every((place) => all[place]!.rows !== undefined)).toBe(true);
    expect(list.size).toBe(1000);
    expect(list.row(750)?.key).toBe(750);
  });
});

describe('counts as an index', () => {
  it('covers every bucket once, newest first, in parts of a page where they can be', () => {
    const buckets = fc.uniqueArray(fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 3 * PAGE })), {
      selector: ([start]) => start,
      minLength: 1,
    });
    fc.assert(
      fc.property(buckets, (list) => {
        const step = 10;
        const counts = list.map(([start, count]): [number, number] => [start * step, count]);
        const [from, to] = [nanosOfMs(0), nanosOfMs(60_000)];
        const parts = partsOf(counts, step, from, to);
        const total = counts.reduce((sum, [, count]) => sum + count, 0);
        expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          expect(part.from).toBeLessThanOrEqual(part.to);
          if (index > 0) expect(part.to).toBeLessThan(parts[index - 1]!.from);
          const inside = counts.filter(
            ([start]) => part.from <= nanosOfMs(start) && nanosOfMs(start) <= part.to,
          );
          expect(inside.reduce((sum, [, count]) => sum + count, 0)).toBe(part.count);
          if (inside.length > 1) expect(part.count).toBeLessThanOrEqual(PAGE);
        }
      }),
    );
  });
});
