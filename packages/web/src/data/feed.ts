import type { ApiError } from './api-error.ts';
import { Deque } from './deque.ts';
import { History, type HistoryState } from './history.ts';
import { Meter } from './meter.ts';
import { Pump } from './pump.ts';
import { fetchRecords } from './query.ts';
import { Row, readRecord } from './row.ts';
import { followTail, type TailState } from './tail.ts';
import { boundsOf, type TimeRange } from './time-range.ts';

export interface FeedOptions {
  query: string;
  range: TimeRange;
  /** Follow what arrives; else only the past is read. */
  live: boolean;
}

/** What the page shows of a feed besides its rows. A new object whenever something changed. */
export interface FeedSnapshot {
  size: number;
  /** Rows that arrived and wait to be shown. */
  backlog: number;
  /** Records that arrived since the feed began. */
  received: number;
  perSecond: number;
  /** Records that the server left out because this page was slow. */
  skipped: number;
  /** Rows that gave way here because the backlog was full. */
  dropped: number;
  /** As many rows are loaded as the page may hold; the range must be moved to go further back. */
  full: boolean;
  paused: boolean;
  held: boolean;
  connection: TailState;
  connectionError: ApiError | undefined;
  history: HistoryState;
  historyError: ApiError | undefined;
}

/** Why rows are held back: the button, a reader who scrolled away from the top, or one who reads a record. */
export type HoldReason = 'paused' | 'scrolled' | 'reading';

export const BACKLOG_CAPACITY = 50_000;
export const BUFFER_CHOICES = [1_000, 10_000, 100_000] as const;
/** The most rows kept while scrolling into the past. */
const MOST_ROWS = 300_000;
/** Above this many rows a second nobody reads along: fewer, larger steps leave the frames free. */
const FAST_PER_SECOND = 200;
const FAST_STEP_MS = 100;
/** A record is found by queries within a second of its acknowledgement. */
const CATCH_UP_AFTER_MS = 1_500;
const CATCH_UP_BEFORE_MS = 5_000;
const CATCH_UP_LIMIT = 2_000;

/**
 * The rows of one query, newest first: the past page by page, and what arrives through the pump. Plain
 * TypeScript; React reads it through `subscribe` and `snapshot`.
 */
export class Feed {
  readonly options: FeedOptions;
  #capacity: number = BUFFER_CHOICES[1];
  readonly #rows = new Deque<Row>();
  readonly #pump = new Pump<Row>(BACKLOG_CAPACITY);
  readonly #meter = new Meter();
  readonly #holds = new Set<HoldReason>();
  readonly #listeners = new Set<() => void>();
  #history: History;
  #snapshot: FeedSnapshot;
  #abort = new AbortController();
  #connection: TailState = 'closed';
  #connectionError: ApiError | undefined;
  #skipped = 0;
  #dropped = 0;
  #nextKey = 0;
  #scheduled = false;
  #shownAt = 0;

  constructor(options: FeedOptions) {
    this.options = options;
    this.#history = new History(options.query, {});
    this.#snapshot = this.#look();
  }

  start(): void {
    this.#abort = new AbortController();
    this.#rows.clear();
    this.#pump.clear();
    this.#history = new History(this.options.query, boundsOf(this.options.range, Date.now()));
    const { signal } = this.#abort;
    void this.#loadOlder(signal);
    if (!this.options.live) return;
    const beat = setInterval(() => this.#meter.tick(performance.now()) && this.#show(), 1000);
    signal.addEventListener('abort', () => clearInterval(beat));
    void followTail(
      this.options.query,
      {
        records: (texts) => this.#arrived(texts),
        skipped: (count) => {
          this.#skipped += count;
          this.#show();
        },
        opened: (again) => this.#opened(again, signal),
        state: (state, error) => {
          if (signal.aborted) return;
          this.#connection = state;
          this.#connectionError = error;
          this.#show();
        },
      },
      signal,
    );
  }

  stop(): void {
    this.#abort.abort();
    this.#connection = 'closed';
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): FeedSnapshot => this.#snapshot;

  /** The row at a place, newest first. */
  row(index: number): Row | undefined {
    return this.#rows.at(index);
  }

  hold(reason: HoldReason, on: boolean): void {
    if (this.#holds.has(reason) === on) return;
    if (on) this.#holds.add(reason);
    else this.#holds.delete(reason);
    this.#pump.held = this.#holds.size > 0;
    this.#show();
    this.#schedule();
  }

  /** Rows a second; Infinity: as they come. */
  setRate(rate: number): void {
    this.#pump.rate = rate;
    this.#schedule();
  }

  /** How many rows stay in the page while it follows. */
  setCapacity(rows: number): void {
    this.#capacity = rows;
    this.#schedule();
  }

  /** Reads the next page of the past, unless one is on its way or there is none. */
  loadOlder(): void {
    if (this.#rows.size >= MOST_ROWS) return;
    if (this.#history.state === 'more' || this.#history.state === 'failed')
      void this.#loadOlder(this.#abort.signal);
  }

  async #loadOlder(signal: AbortSignal): Promise<void> {
    const history = this.#history;
    const oldest = this.#rows.at(this.#rows.size - 1)?.record.timestamp;
    const known = this.#idsOf(this.#rows.size - CATCH_UP_LIMIT, this.#rows.size);
    const loading = history.next(oldest, (text) => known.has(readRecord(text).id), signal);
    this.#show();
    const texts = await loading;
    if (signal.aborted) return;
    for (const text of texts) this.#rows.pushBack(new Row(this.#nextKey++, text));
    this.#show();
  }

  #arrived(texts: string[]): void {
    this.#meter.count(texts.length);
    this.#dropped += this.#pump.offer(texts.map((text) => new Row(this.#nextKey++, text)));
    this.#schedule();
  }

  /** Between the opening and the first page, and while the connection was away, records may have passed. */
  #opened(again: boolean, signal: AbortSignal): void {
    const newest = this.#rows.at(0)?.record.observed;
    const since = again && newest ? Date.parse(newest) : Date.now();
    const start = new Date(since - CATCH_UP_BEFORE_MS).toISOString();
    const timer = setTimeout(() => void this.#catchUp(start, signal), CATCH_UP_AFTER_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  async #catchUp(start: string, signal: AbortSignal): Promise<void> {
    try {
      const { query } = this.options;
      const texts = await fetchRecords({ query, limit: CATCH_UP_LIMIT, start, signal });
      const known = this.#idsOf(0, CATCH_UP_LIMIT * 5);
      for (const row of this.#pump.waiting()) known.add(row.record.id);
      const missing = texts.filter((text) => !known.has(readRecord(text).id)).reverse();
      if (missing.length > 0 && !signal.aborted) this.#arrived(missing);
    } catch {
      // The next page of the past shows the error, if it lasts.
    }
  }

  #idsOf(from: number, to: number): Set<string> {
    const ids = new Set<string>();
    for (let i = Math.max(0, from); i < Math.min(to, this.#rows.size); i++)
      ids.add(this.#rows.at(i)!.record.id);
    return ids;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const step = () => {
      this.#scheduled = false;
      if (!this.#abort.signal.aborted) this.#step(performance.now());
    };
    // A hidden tab gets no frames, but its rows must not pile up.
    if (typeof document === 'undefined' || document.hidden) setTimeout(step, 200);
    else requestAnimationFrame(step);
  }

  #step(now: number): void {
    for (const row of this.#pump.take(now)) this.#rows.pushFront(row);
    const following = this.#holds.size === 0;
    for (; following && this.options.live && this.#rows.size > this.#capacity; this.#rows.popBack()) {
      if (this.#history.state === 'end') this.#history.state = 'more';
    }
    const fast = this.#meter.perSecond > FAST_PER_SECOND;
    const due = !fast || now - this.#shownAt >= FAST_STEP_MS;
    if (due) {
      this.#shownAt = now;
      this.#show();
    }
    if (!due || (following && this.#pump.backlog > 0)) this.#schedule();
  }

  #show(): void {
    this.#snapshot = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): FeedSnapshot {
    return {
      size: this.#rows.size,
      backlog: this.#pump.backlog,
      received: this.#meter.total,
      perSecond: this.#meter.perSecond,
      skipped: this.#skipped,
      dropped: this.#dropped,
      full: this.#rows.size >= MOST_ROWS,
      paused: this.#holds.has('paused'),
      held: this.#holds.size > 0,
      connection: this.#connection,
      connectionError: this.#connectionError,
      history: this.#history.state,
      historyError: this.#history.error,
    };
  }
}
