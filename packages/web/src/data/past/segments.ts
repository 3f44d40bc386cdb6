import type { Row } from '../row.ts';

/** What was logged between two moments, both included: its rows, or only how many they are. */
export interface Segment {
  from: bigint;
  to: bigint;
  count: number;
  rows: Row[] | undefined;
}

/** Segments without gaps, the newest first, found by the place of a row. */
export class SegmentList {
  #list: Segment[] = [];
  /** Where each segment begins; made anew when the list changed. */
  #starts: number[] | undefined;
  #size = 0;

  get size(): number {
    this.#index();
    return this.#size;
  }

  /** Rows that are held in memory. */
  get held(): number {
    return this.#list.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0);
  }

  clear(): void {
    this.#list = [];
    this.#starts = undefined;
  }

  append(...segments: Segment[]): void {
    for (const segment of segments) this.#list.push(segment);
    this.#starts = undefined;
  }

  /** Puts finer segments in the place of one. */
  replace(old: Segment, ...finer: Segment[]): void {
    const at = this.#list.indexOf(old);
    if (at !== -1) this.#list.splice(at, 1, ...finer);
    this.#starts = undefined;
  }

  /** The count was of another moment: what came or went since then moves what is older. */
  recount(segment: Segment, count: number): void {
    if (segment.count !== count) this.#starts = undefined;
    segment.count = count;
  }

  fill(segment: Segment, rows: Row[]): void {
    segment.rows = rows;
    this.recount(segment, rows.length);
  }

  row(place: number): Row | undefined {
    const at = this.#find(place);
    return this.#list[at]?.rows?.[place - this.#starts![at]!];
  }

  /** The segments that have rows from one place to another. */
  between(first: number, last: number): Segment[] {
    const begin = this.#find(Math.max(0, first));
    const end = this.#find(Math.min(last, this.size - 1));
    return begin === -1 || end < begin ? [] : this.#list.slice(begin, end + 1);
  }

  /** Gives up the rows of the segments that are farthest from a place until so many remain. */
  trim(most: number, place: number): void {
    let { held } = this;
    if (held <= most) return;
    const center = this.#find(Math.max(0, Math.min(place, this.size - 1)));
    const order = this.#list
      .map((segment, at) => ({ segment, distance: Math.abs(at - center) }))
      .filter(({ segment, distance }) => segment.rows !== undefined && distance > 1)
      .sort((a, b) => b.distance - a.distance);
    for (const { segment } of order) {
      if (held <= most) return;
      held -= segment.rows!.length;
      segment.rows = undefined;
    }
  }

  *rows(): Generator<Row> {
    for (const { rows } of this.#list) if (rows !== undefined) yield* rows;
  }

  #find(place: number): number {
    this.#index();
    if (place < 0 || place >= this.#size) return -1;
    const starts = this.#starts!;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    // Empty segments begin where the next one does.
    return low;
  }

  #index(): void {
    if (this.#starts !== undefined) return;
    let size = 0;
    this.#starts = this.#list.map(({ count }) => {
      const start = size;
      size += count;
      return start;
    });
    this.#size = size;
  }
}
