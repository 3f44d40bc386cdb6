import type { CompiledQuery } from './compile.ts';

/** Statements that tell what a compiled query will do, with its own parameters and settings. */
export interface Explanation {
  /** The plan as text lines in a column `explain`: indexes used, parts and granules left. */
  plan: string;
  /** Rows, parts and marks to read, by table: columns `database`, `table`, `parts`, `rows`, `marks`. */
  estimate: string;
}

/** For `explain=1`: how the engine would carry a query out, and how much it would read. */
export function explainQuery({ sql }: CompiledQuery): Explanation {
  return { plan: `EXPLAIN indexes = 1 ${sql}`, estimate: `EXPLAIN ESTIMATE ${sql}` };
}
