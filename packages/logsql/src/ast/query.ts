import type { Filter } from './filter.ts';
import type { Pipe } from './pipe.ts';

/** A whole query: `options(...) filter | pipe | pipe`. */
export interface Query {
  options: QueryOptions;
  filter: Filter;
  pipes: Pipe[];
}

/** `options(concurrency=2, ignore_global_time_filter=true)`. */
export interface QueryOptions {
  /** Threads to use; 0 leaves it to the engine. */
  concurrency: number;
  /** A subquery that the time range of the request does not narrow. */
  ignoreGlobalTimeFilter: boolean;
}
