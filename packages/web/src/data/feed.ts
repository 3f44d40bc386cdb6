import type { ApiError } from './api-error.ts';
import { Arrivals } from './arrivals.ts';
import { fetchHits } from './hits.ts';
import { Meter } from './meter.ts';
import { Past, type PastState } from './past/past.ts';
import { fetchRecords } from './query.ts';
import { isAway, onReach } from './reach.ts';
import { Row } from './row.ts';
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
  /** Rows that the table has, read or not: at most {@link MOST_ROWS}. */
  size: number;
  /** All that there are, as far as they are counted. */
  total: number;
  /** Rows of the past that are in memory. */
  stored: number;
  /** Rows that arrived and wait to be shown. */
  backlog: number;
  /** Records that arrived since the feed began. */
  received: number;
  perSecond: number;
  /** Records that the server left out because this page was slow. */
  skipped: number;
  /** Rows that gave way here because the backlog was full. */
  dropped: number;
  paused: boolean;
  held: boolean;
  connection: TailState;
  connectionError: ApiError | undefined;
  history: PastState;
  historyError: ApiError | undefined;
}

/** Why rows are held back: the button, a reader who scrolled away from the top, or one who reads a record. */
export type HoldReason = 'paused' | 'scrolled' | 'reading';

export const BUFFER_CHOICES = [1_000, 10_000, 100_000] as const;
/** The most rows that a table can be high; further back the range must be moved. */
export const MOST_ROWS = 1_000_000;
/** Above this many rows a second nobody reads along: fewer, larger steps leave the frames free. */
const FAST_PER_SECOND = 200;
const FAST_STEP_MS = 100;
/** A record is found by queries within a second of its acknowledgement. */
const CATCH_UP_AFTER_MS = 1_500;
const CATCH_UP_BEFORE_MS = 5_000;
const CATCH_UP_LIMIT = 10_000;
/** So many rows before the past is reached, it is read. */
const NEAR = 100;

/**
 * The rows of one query, newest first: what arrived, through the pump, and behind it the past. Plain
 * TypeScript; React reads it through `subscribe` and `snapshot`.
 */
export class Feed {
  readonly options: FeedOptions;
  #capacity: number = BUFFER_CHOICES[1];
  readonly #arrivals = new Arrivals();
  readonly #meter = new Meter();
  readonly #holds = new Set<HoldReason>();
  readonly #listeners = new Set<() => void>();
  #past: Past | undefined;
  #start: string | undefined;
  #snapshot: FeedSnapshot;
  #abort = new AbortController();
  #connection: TailState = 'closed';
  #connectionError: ApiError | undefined;
  #skipped = 0;
  #nextKey = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #scheduled = false;
  #shownAt = 0;

  constructor(options: FeedOptions) {
    this.options = options;
    this.#snapshot = this.#look();
  }

  start(): void {
    this.#abort = new AbortController();
    this.#arrivals.clear();
    const { signal } = this.#abort;
    const bounds = boundsOf(this.options.range, Date.now());
    this.#start = bounds.start;
    this.#past = new Past({
      query: this.options.query,
      bounds,
      signal,
      changed: () => this.#show(),
      known: () => this.#arrivals.first(),
      nextKey: () => this.#nextKey++,
    });
    this.#past.want(0, 0);
    const stopListening = onReach(() => !isAway() && this.#past?.state === 'failed' && this.retry());
    signal.addEventListener('abort', stopListening);
    if (this.options.live) this.#follow(signal);
  }

  #follow(signal: AbortSignal): void {
    this.#meter.tick(performance.now());
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

  /** The row at a place, newest first; undefined also while it is on its way. */
  row(index: number): Row | undefined {
    const { size } = this.#arrivals;
    return index < size ? this.#arrivals.at(index) : this.#past?.row(index - size);
  }

  hold(reason: HoldReason, on: boolean): void {
    if (this.#holds.has(reason) === on) return;
    if (on) this.#holds.add(reason);
    else this.#holds.delete(reason);
    this.#arrivals.held = this.#holds.size > 0;
    // Who scrolls wants to know how far it goes.
    if (on && reason === 'scrolled') this.#past?.want(0, 0);
    this.#show();
    this.#schedule();
  }

  /** Rows a second; Infinity: as they come. */
  setRate(rate: number): void {
    this.#arrivals.rate = rate;
    this.#schedule();
  }

  /** How many rows stay in the page while it follows. */
  setCapacity(rows: number): void {
    this.#capacity = rows;
    this.#schedule();
  }

  /** Tells which rows are looked at, so that they are read. */
  want(first: number, last: number): void {
    const { size } = this.#arrivals;
    if (last >= size - NEAR) this.#past?.want(Math.max(0, first - size), last - size);
  }

  /** Reads on after a failure. */
  retry(): void {
    this.#past?.retry();
    this.#show();
  }

  #arrived(texts: string[]): void {
    this.#meter.count(texts.length);
    this.#arrivals.offer(texts.map((text) => new Row(this.#nextKey++, text)));
    this.#schedule();
  }

  /**
   * Between the first page and the opening, and while the connection was away, records may have passed. The
   * first are found by reading that page again, the others take their place among what arrived.
   */
  #opened(again: boolean, signal: AbortSignal): void {
    const now = Date.now();
    const newest = this.row(0)?.record.observed;
    const since = (newest ? Date.parse(newest) : now) - CATCH_UP_BEFORE_MS;
    const timer = setTimeout(() => {
      if (again) void this.#catchUp(since, now + 1000, signal);
      else void this.#past?.refresh();
    }, CATCH_UP_AFTER_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  async #catchUp(since: number, until: number, signal: AbortSignal): Promise<void> {
    const { query } = this.options;
    const start = new Date(since).toISOString();
    const end = new Date(until).toISOString();
    try {
      const texts = await fetchRecords({ query, limit: CATCH_UP_LIMIT, start, end, signal });
      const known = this.#since(start);
      const rows = texts.map((text) => new Row(this.#nextKey++, text));
      const missing = rows.filter(({ record }) => !known.has(record.id));
      if (texts.length === CATCH_UP_LIMIT) {
        const { total } = await fetchHits(query, since, until, 1, signal);
        this.#skipped += Math.max(0, total - Math.max(known.size + missing.length, texts.length));
      }
      if (missing.length === 0 || signal.aborted) return;
      this.#meter.count(missing.length);
      this.#arrivals.insert(missing);
      this.#show();
      this.#schedule();
    } catch {
      // A failure that lasts shows where the past is read.
    }
  }

  /** The ids of all rows since a time. */
  #since(start: string): Set<string> {
    const ids = new Set<string>();
    const add = ({ record }: Row): boolean => {
      const since = record.timestamp >= start;
      if (since) ids.add(record.id);
      return since;
    };
    for (const row of this.#arrivals.all()) add(row);
    for (const row of this.#past?.rows() ?? []) if (!add(row)) break;
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
    this.#arrivals.step(now);
    const following = this.#holds.size === 0;
    const gone = following ? this.#arrivals.trim(this.#capacity) : undefined;
    if (gone !== undefined) this.#giveWay(gone.record.timestamp);
    const fast = this.#meter.perSecond > FAST_PER_SECOND;
    const due = !fast || now - this.#shownAt >= FAST_STEP_MS;
    if (due) {
      this.#shownAt = now;
      this.#show();
    }
    if (!due || (following && this.#arrivals.backlog > 0)) this.#schedule();
  }

  /** The past begins where arrivals gave way, and is read when someone looks; what came last is stored in a moment. */
  #giveWay(end: string): void {
    this.#past?.restart({ ...(this.#start && { start: this.#start }), end });
    const { signal } = this.#abort;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => signal.aborted || void this.#past?.refresh(), CATCH_UP_AFTER_MS);
  }

  #show(): void {
    this.#snapshot = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): FeedSnapshot {
    const stored = this.#arrivals.size + (this.#past?.size ?? 0);
    return {
      size: Math.min(stored, MOST_ROWS),
      total: stored,
      backlog: this.#arrivals.backlog,
      received: this.#meter.total,
      perSecond: this.#meter.perSecond,
      skipped: this.#skipped,
      dropped: this.#arrivals.dropped,
      paused: this.#holds.has('paused'),
      held: this.#holds.size > 0,
      connection: this.#connection,
      connectionError: this.#connectionError,
      history: this.#past?.state ?? 'idle',
      historyError: this.#past?.error,
      stored: this.#past?.held ?? 0,
    };
  }
}
