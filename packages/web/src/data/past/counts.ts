import { request } from '../api-error.ts';
import { splitQuery } from '../filter-text.ts';
import { queryOrAll } from '../query.ts';
import { msOfNanos, nanosOfMs, textOf } from './nanos.ts';
import type { Segment } from './segments.ts';

const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 30e3, 60e3, 300e3, 900e3, 3600e3, 21_600e3,
  86_400e3,
];
const MOST_BUCKETS = 1000;
/** Rows that are asked for at once. */
export const PAGE = 1000;

interface CountsAnswer {
  hits?: { timestamps: string[]; values: number[] }[];
}

/**
 * How many records a query finds in each part of a range, the newest part first: an index from the place of a
 * row to its time. Parts without records are joined to their neighbours, and small ones to each other.
 *
 * @param expected how many records are thought to be there @throws ApiError
 */
export async function fetchCounts(
  query: string,
  from: bigint | undefined,
  to: bigint,
  expected: number,
  signal: AbortSignal,
): Promise<Segment[]> {
  const step = from === undefined ? STEPS_MS.at(-1)! : stepOf(msOfNanos(to - from) + 1, expected);
  const body = new URLSearchParams({
    query: queryOrAll(splitQuery(query).terms.join(' ')),
    end: textOf(to),
    step: `${step}ms`,
  });
  if (from !== undefined) body.set('start', textOf(from));
  const response = await request('/select/logsql/hits', { method: 'POST', body, signal });
  const { hits = [] } = (await response.json()) as CountsAnswer;
  const counts = (hits[0]?.timestamps ?? []).map((text, index): [number, number] => [
    Date.parse(text),
    Number(hits[0]!.values[index]),
  ]);
  return partsOf(counts, step, from ?? 0n, to);
}

/** Wide enough that the parts stay few, narrow enough that one is about half a page. */
function stepOf(span: number, expected: number): number {
  const parts = Math.min(MOST_BUCKETS, Math.max(2, Math.ceil((expected * 2) / PAGE)));
  return STEPS_MS.findLast((step) => step <= span / parts) ?? 1;
}

/** @param counts start of each bucket in milliseconds and its records; buckets without any are left out */
export function partsOf(
  counts: readonly [number, number][],
  step: number,
  from: bigint,
  to: bigint,
): Segment[] {
  const parts: Segment[] = [];
  for (const [start, count] of counts.toSorted(([a], [b]) => b - a)) {
    const begin = nanosOfMs(start);
    const end = nanosOfMs(start + step) - 1n;
    const last = parts.at(-1);
    if (last !== undefined && last.count + count <= PAGE) {
      last.from = begin < from ? from : begin;
      last.count += count;
    } else {
      parts.push({ from: begin < from ? from : begin, to: end > to ? to : end, count, rows: undefined });
    }
  }
  return parts;
}
