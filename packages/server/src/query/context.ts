import type { Query } from '@logboom/logsql';
import type { Parameters } from './parameters.ts';
import type { Range } from './range.ts';
import type { Relation } from './relation.ts';

/** What all parts of one statement share. */
export interface Context {
  /** Nanoseconds since 1970. */
  now: bigint;
  /** The time range of the request, in nanoseconds, both ends included. */
  start: bigint | undefined;
  end: bigint | undefined;
  /** The time range of the query: that of the request, and what its filter leaves of it. */
  range: Range;
  parameters: Parameters;
  /** A name that no other part of the statement has. */
  name: (prefix: string) => string;
  /** Compiles a query inside the query: a subquery, a join, a union. */
  compileInner: (query: Query) => Relation;
}
