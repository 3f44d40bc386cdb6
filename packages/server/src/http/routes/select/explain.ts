import { type CompileOptions, compileQuery } from '../../../query/compile.ts';
import { boundedBy } from '../../../query/execute.ts';
import { explainQuery } from '../../../query/explain.ts';
import type { QuerySource } from '../../../query/source.ts';
import { compileOptionsOf, type SelectRequest } from './request.ts';

/** What a query would do: the answer of `explain=1`. */
export interface ExplainAnswer {
  /** The statement, with placeholders for the values of the query. */
  sql: string;
  /** The engine's plan: indexes used, parts and granules left. */
  plan: string;
  /** What would be read, by table. */
  estimate: { database: string; table: string; parts: string; rows: string; marks: string }[];
}

export async function explainSelect(
  { store }: QuerySource,
  request: SelectRequest,
  output: CompileOptions['output'],
): Promise<ExplainAnswer> {
  const compiled = compileQuery(request.query, {
    ...compileOptionsOf(request),
    ...(output !== undefined && { output }),
  });
  const { plan, estimate } = explainQuery(compiled);
  const { signal, settings } = boundedBy(request.limits, request.signal);
  const options = { signal, settings: { ...compiled.settings, ...settings } };
  const ask = <Row>(query: string): Promise<Row[]> => store.rows<Row>(query, compiled.parameters, options);
  const [steps, tables] = await Promise.all([
    ask<{ explain: string }>(plan),
    ask<ExplainAnswer['estimate'][number]>(estimate),
  ]);
  return { sql: compiled.sql, plan: steps.map(({ explain }) => explain).join('\n'), estimate: tables };
}
