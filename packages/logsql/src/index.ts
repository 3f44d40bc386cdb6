/**
 * LogsQL, the query language of VictoriaLogs: reading, printing and carrying out over single records.
 * The server compiles the same tree to SQL.
 */
export type { Brackets, Comparison, Filter, FilterOf, ListKind, StreamCondition } from './ast/filter.ts';
export type { BinaryOperator, MathEntry, MathExpression, MathFunction } from './ast/math.ts';
export type { FieldPattern, Pipe, PipeOf, SortKey, WriteRules } from './ast/pipe.ts';
export type { Query, QueryOptions } from './ast/query.ts';
export { type GroupKey, STATS_FUNCTIONS, type StatsFunction, type StatsName } from './ast/stats.ts';
export { columnOfSubquery } from './ast/subquery.ts';
export type { TimeRange } from './ast/time.ts';
export { QueryError, type QueryErrorDetail } from './error.ts';
export { compileFilter, type EvaluateOptions, type Predicate } from './evaluate/filter.ts';
export { PIPE_NAMES } from './parse/pipes.ts';
export { parseQuery } from './parse/query.ts';
export { printFilter } from './print/filter.ts';
export { printPipe } from './print/pipe.ts';
export { printQuery } from './print/query.ts';
