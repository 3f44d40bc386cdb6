import { ApiError } from './api-error.ts';
import { hasPipes } from './pipes.ts';
import { fetchRecords } from './query.ts';
import type { Bounds } from './time-range.ts';

export type HistoryState = 'idle' | 'loading' | 'more' | 'end' | 'failed';

const FIRST_PAGE = 200;
const PAGE = 1000;
const LARGEST_PAGE = 10_000;

/** Reads the past of one query page by page, newest first. */
export class History {
  state: HistoryState = 'idle';
  error: ApiError | undefined;
  readonly #query: string;
  readonly #bounds: Bounds;
  #limit = PAGE;

  constructor(query: string, bounds: Bounds) {
    this.#query = query;
    this.#bounds = bounds;
  }

  /**
   * The next page before the oldest known record. Records of that very nanosecond are asked for again and
   * left out by `known`, so none between pages is lost.
   */
  async next(
    oldest: string | undefined,
    known: (text: string) => boolean,
    signal: AbortSignal,
  ): Promise<string[]> {
    this.state = 'loading';
    this.error = undefined;
    // Pipes may sort or cut: their answer is one page.
    const whole = hasPipes(this.#query);
    const limit = whole ? LARGEST_PAGE : oldest === undefined ? FIRST_PAGE : this.#limit;
    try {
      const end = oldest ?? this.#bounds.end;
      const page = await fetchRecords({ query: this.#query, limit, start: this.#bounds.start, end, signal });
      const fresh = page.filter((text) => !known(text));
      // More records than a page in one nanosecond: ask for a larger page rather than stand still.
      this.#limit = fresh.length === 0 ? Math.min(limit * 4, LARGEST_PAGE) : PAGE;
      const stuck = fresh.length === 0 && limit >= LARGEST_PAGE;
      this.state = page.length < limit || stuck || whole ? 'end' : 'more';
      return fresh;
    } catch (error) {
      if (signal.aborted) return [];
      // A server without a store keeps no past: what arrives is shown all the same.
      if (error instanceof ApiError && error.code === 'LB_NOT_FOUND') {
        this.state = 'end';
        return [];
      }
      this.error = error instanceof ApiError ? error : new ApiError(String(error), 0);
      this.state = 'failed';
      return [];
    }
  }
}
