import { ApiError } from '../api-error.ts';
import { hasPipes } from '../pipes.ts';
import { fetchRecords } from '../query.ts';
import { Row, readRecord } from '../row.ts';
import type { Bounds } from '../time-range.ts';
import { fetchCounts, PAGE } from './counts.ts';
import { nanosOf, textOf } from './nanos.ts';
import { type Segment, SegmentList } from './segments.ts';

/** `more`: how much there is, is not known yet. */
export type PastState = 'idle' | 'loading' | 'more' | 'end' | 'failed';

const FIRST_PAGE = 200;
/** An answer of pipes may be sorted or cut in any way: it is asked for as a whole, up to here. */
export const WHOLE = 10_000;
/** A part that holds more than this is counted more finely before it is read. */
const LARGEST_PAGE = 2 * PAGE;
/** A millisecond with more records than this shows only so many. */
const LARGEST_MOMENT = 100_000;
/** Rows that stay in memory; those farthest from the reader go first and are read again when needed. */
const MOST_HELD = 20_000;
/** So many rows before and after what is looked at are read too. */
const AHEAD = 400;
const MS = 1_000_000n;

interface Rest {
  from: bigint | undefined;
  to: bigint | undefined;
}

/**
 * The stored records of a query as a list that is read by place: the first page at once, the rest counted, and
 * read where someone looks. Bounds of pages are moments, never numbers of rows, so that a page read again has
 * the same records whatever came meanwhile.
 */
export class Past {
  state: PastState = 'idle';
  error: ApiError | undefined;
  readonly #query: string;
  readonly #segments = new SegmentList();
  readonly #changed: () => void;
  readonly #signal: AbortSignal;
  readonly #known: () => ReadonlySet<string>;
  readonly #nextKey: () => number;
  /** What lies behind the segments and was not counted. */
  #rest: Rest | undefined;
  /** What is counted at the moment. */
  #counting: Rest | undefined;
  #bounds: Bounds = {};
  #begin: Rest = { from: undefined, to: undefined };
  #wanted: [number, number] = [0, 0];
  #load: { segment: Segment; abort: AbortController } | undefined;

  constructor(options: {
    query: string;
    bounds: Bounds;
    signal: AbortSignal;
    changed: () => void;
    /** Ids of rows that are shown elsewhere, among those that arrived. */
    known: () => ReadonlySet<string>;
    nextKey: () => number;
  }) {
    this.#query = options.query;
    this.#signal = options.signal;
    this.#changed = options.changed;
    this.#known = options.known;
    this.#nextKey = options.nextKey;
    this.restart(options.bounds);
  }

  /** As far as it is counted. */
  get size(): number {
    return this.#segments.size;
  }

  get held(): number {
    return this.#segments.held;
  }

  row(place: number): Row | undefined {
    return this.#segments.row(place);
  }

  rows(): Generator<Row> {
    return this.#segments.rows();
  }

  /** Forgets everything and begins again at other bounds, when someone looks. */
  restart(bounds: Bounds): void {
    this.#load?.abort.abort();
    this.#load = undefined;
    this.#segments.clear();
    this.#bounds = bounds;
    this.#begin = { from: nanosOf(bounds.start ?? ''), to: nanosOf(bounds.end ?? '') };
    this.#rest = this.#begin;
    this.state = 'more';
  }

  /** Says which places are looked at; their rows are read, and rows far away are given up. */
  want(first: number, last: number): void {
    this.#wanted = [first, last];
    this.#segments.trim(MOST_HELD, (first + last) / 2);
    this.#work();
  }

  /** After a failure. */
  retry(): void {
    if (this.state === 'failed') this.state = this.#rest === undefined ? 'end' : 'more';
    this.#work();
  }

  get #busy(): boolean {
    return this.state === 'loading' || (this.#counting !== undefined && this.#counting === this.#rest);
  }

  #work(): void {
    if (this.#signal.aborted || this.state === 'failed') return;
    const [first, last] = this.#wanted;
    const near = this.#segments.between(first - AHEAD, last + AHEAD);
    if (this.#load !== undefined && !near.includes(this.#load.segment)) {
      // Someone scrolled on: what was passed need not be read.
      this.#load.abort.abort();
      this.#load = undefined;
    }
    if (this.#load === undefined) {
      const missing = [...this.#segments.between(first, last), ...near].find(
        ({ rows }) => rows === undefined,
      );
      if (missing !== undefined) void this.#read(missing);
    }
    if (this.#rest !== undefined && !this.#busy && last >= this.size - AHEAD / 4) void this.#readOn();
  }

  /** Reads the first page again; when it has records that were not there, everything is read anew. */
  async refresh(): Promise<void> {
    const rest = this.#begin;
    const unread = rest === this.#rest;
    if (unread || this.state === 'loading' || this.state === 'failed' || hasPipes(this.#query)) return;
    const texts = await this.#fetch(rest.from, rest.to, FIRST_PAGE, this.#signal).catch(() => []);
    if (rest !== this.#begin || this.#signal.aborted) return;
    const seen = new Set<string>();
    for (const { record } of this.#segments.rows()) {
      seen.add(record.id);
      if (seen.size === 2 * FIRST_PAGE) break;
    }
    if (this.#rowsOf(texts).every(({ record }) => seen.has(record.id))) return;
    this.restart(this.#bounds);
    if (this.#takePage(this.#begin, texts, texts.length < FIRST_PAGE) && this.#rest !== undefined) {
      await this.#count();
    } else this.#changed();
    this.#work();
  }

  /** Reads the next page behind the segments, and counts what lies behind it. */
  async #readOn(): Promise<void> {
    const rest = this.#rest!;
    this.state = 'loading';
    this.error = undefined;
    this.#changed();
    const whole = hasPipes(this.#query);
    const first = rest === this.#begin;
    try {
      for (let limit = whole ? WHOLE : first ? FIRST_PAGE : PAGE; ; limit *= 10) {
        const texts = await this.#fetch(rest.from, rest.to, limit, this.#signal);
        if (rest !== this.#rest) return;
        if (this.#takePage(rest, texts, whole || texts.length < limit || limit > LARGEST_MOMENT)) break;
      }
    } catch (error) {
      if (rest === this.#rest && !this.#signal.aborted) this.#fail(error);
      return;
    }
    if (this.#rest !== undefined && !whole) await this.#count();
    else this.#changed();
    this.#work();
  }

  /** @param last whether nothing lies behind the page @returns whether it could be cut between two moments */
  #takePage(rest: Rest, texts: string[], last: boolean): boolean {
    const times = last ? [] : texts.map((text) => readRecord(text).timestamp);
    const length = last ? texts.length : times.findLastIndex((time) => time !== times.at(-1)) + 1;
    if (length === 0 && !last) return false;
    const rows = this.#rowsOf(texts.slice(0, length));
    const next = last ? undefined : nanosOf(times.at(-1)!);
    const to = rest.to ?? nanosOf(readRecord(texts[0] ?? '').timestamp) ?? 0n;
    const from = next === undefined ? (rest.from ?? 0n) : next + 1n;
    this.#segments.append({ from, to, count: rows.length, rows });
    this.#rest = next === undefined ? undefined : { from: rest.from, to: next };
    this.state = next === undefined ? 'end' : 'more';
    return true;
  }

  async #count(): Promise<void> {
    const rest = this.#rest!;
    this.#counting = rest;
    this.#changed();
    try {
      const parts = await fetchCounts(
        this.#query,
        rest.from,
        rest.to!,
        Number.POSITIVE_INFINITY,
        this.#signal,
      );
      if (rest !== this.#rest) return;
      this.#segments.append(...parts);
      this.#rest = undefined;
      this.state = 'end';
      this.#changed();
    } catch {
      // A server that does not count is read page by page.
    } finally {
      if (this.#counting === rest) this.#counting = undefined;
    }
  }

  async #read(segment: Segment): Promise<void> {
    const abort = new AbortController();
    this.#load = { segment, abort };
    const signal = AbortSignal.any([this.#signal, abort.signal]);
    const { from, to, count } = segment;
    try {
      if (count > LARGEST_PAGE && to - from >= MS) {
        const parts = await fetchCounts(this.#query, from, to, count, signal);
        this.#segments.replace(segment, ...parts);
      } else {
        const limit = to - from < MS ? LARGEST_MOMENT : LARGEST_PAGE * 2;
        const texts = await this.#fetch(from, to, limit, signal);
        if (texts.length === limit && to - from >= MS) this.#segments.recount(segment, limit);
        else this.#segments.fill(segment, this.#rowsOf(texts));
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(error);
    } finally {
      if (this.#load?.segment === segment) this.#load = undefined;
    }
    this.#changed();
    this.#work();
  }

  #fail(error: unknown): void {
    // A server without a store keeps no past: what arrives is shown all the same.
    if (error instanceof ApiError && error.code === 'LB_NOT_FOUND') {
      this.#rest = undefined;
      this.state = 'end';
    } else {
      this.error = error instanceof ApiError ? error : new ApiError(String(error), 0);
      this.state = 'failed';
    }
    this.#changed();
  }

  #fetch(
    from: bigint | undefined,
    to: bigint | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<string[]> {
    const start = from === undefined ? undefined : textOf(from);
    const end = to === undefined ? undefined : textOf(to);
    return fetchRecords({ query: this.#query, limit, start, end, signal });
  }

  #rowsOf(texts: string[]): Row[] {
    const known = this.#known();
    const rows = texts.map((text) => new Row(this.#nextKey(), text));
    return known.size === 0 ? rows : rows.filter(({ record }) => !known.has(record.id));
  }
}
