import type { GroupKey, StatsFunction } from '../ast/stats.ts';
import { quoteIfNeeded } from '../text/quote.ts';
import { printFilter } from './filter.ts';
import { printFieldPattern } from './parts.ts';

/** A function of `stats` without the name of its result: also what that name is if none is given. */
export function printStatsFunction({ name, argument, fields, limit, condition }: StatsFunction): string {
  const printed = fields.map(printFieldPattern);
  if (argument !== '') printed.unshift(quoteIfNeeded(argument));
  const star = fields.length === 0 && argument === '' && name !== 'rate' ? '*' : printed.join(', ');
  const limited = limit === null ? '' : ` limit ${limit}`;
  return `${name}(${star})${limited}${condition === null ? '' : ` if (${printFilter(condition)})`}`;
}

export function printGroupKey({ field, bucket, offset }: GroupKey): string {
  const step = bucket === '' ? '' : `:${/^\/\d+$/.test(bucket) ? bucket : quoteIfNeeded(bucket)}`;
  return `${quoteIfNeeded(field)}${step}${offset === '' ? '' : ` offset ${quoteIfNeeded(offset)}`}`;
}
