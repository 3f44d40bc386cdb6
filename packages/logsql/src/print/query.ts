import type { Query, QueryOptions } from '../ast/query.ts';
import { printFilter } from './filter.ts';
import { printPipe } from './pipe.ts';

/**
 * A query in its canonical form: reading it gives the same query.
 *
 * @example
 * printQuery(parseQuery('level:error   AND "timed out" | head')); // 'level:error "timed out" | limit 10'
 */
export function printQuery(query: Query): string {
  const parts = [printFilter(query.filter), ...query.pipes.map(printPipe)];
  return `${printOptions(query.options)}${parts.join(' | ')}`;
}

function printOptions({ concurrency, ignoreGlobalTimeFilter }: QueryOptions): string {
  const options = [];
  if (concurrency > 0) options.push(`concurrency=${concurrency}`);
  if (ignoreGlobalTimeFilter) options.push('ignore_global_time_filter=true');
  return options.length === 0 ? '' : `options(${options.join(', ')}) `;
}
