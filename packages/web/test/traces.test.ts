import { describe, expect, it } from 'vitest';
import { readRecord } from '../src/data/row.ts';
import { gatherSpans } from '../src/traces/spans.ts';

const record = (second: number, span: string, parent = '', level = 'info') =>
  readRecord(
    JSON.stringify({
      id: `${second}`,
      timestamp: `2026-07-01T10:00:0${second}.000000000Z`,
      level,
      service: 'shop',
      span_id: span,
      message: `m${second}`,
      attributes: parent === '' ? {} : { parent_span_id: parent },
    }),
  );

describe('gatherSpans', () => {
  it('puts children under their parents, by time', () => {
    const spans = gatherSpans([
      record(0, 'a'),
      record(1, 'b', 'a', 'error'),
      record(2, 'c', 'b'),
      record(3, 'd'),
      record(4, 'b', 'a'),
    ]);
    expect(spans.map(({ id, depth }) => [id, depth])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', 0],
    ]);
    expect(spans[1]).toMatchObject({ worst: 'error', title: 'm1' });
    expect(spans[1]!.end - spans[1]!.start).toBe(3000);
  });

  it('keeps spans whose parents make a circle or are not there', () => {
    const spans = gatherSpans([record(0, 'a', 'b'), record(1, 'b', 'a'), record(2, 'c', 'lost')]);
    expect(spans.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
  });

  it('gathers records without a span by service', () => {
    expect(gatherSpans([record(0, ''), record(1, '')])).toHaveLength(1);
  });
});
