import { columnOfSubquery, type FilterOf, WORD_CLASS } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { literal } from '../functions.ts';
import { lookUp } from '../scope.ts';
import { asText, type Value } from '../value.ts';

/** A filter whose values another query gives; it runs inside the same statement. */
export function subqueryCondition(
  filter: FilterOf<'in_query' | 'contains_all_query' | 'contains_any_query'>,
  value: Value,
  context: Context,
): string {
  const inner = context.compileInner(filter.query);
  const column = asText(lookUp(inner.scope, columnOfSubquery(filter.query)!, context.parameters));
  const content = asText(value);
  if (filter.kind === 'in_query') return `${content} IN (${inner.select([`${column} AS v`])})`;
  const values = `(SELECT groupUniqArray(v) FROM (${inner.select([`toString(${column}) AS v`])}))`;
  if (filter.kind === 'contains_all_query') {
    return `arrayAll(v -> v = '' OR ${containsPhrase(content, 'v')}, ${values})`;
  }
  return `arrayExists(v -> if(v = '', ${content} = '', ${containsPhrase(content, 'v')}), ${values})`;
}

/** As `phraseCondition`, for a phrase that only the engine knows. */
function containsPhrase(content: string, phrase: string): string {
  const edge = (pattern: string, guard: string) =>
    `if(match(${phrase}, ${literal(pattern)}), ${literal(guard)}, '')`;
  const start = edge(`^[${WORD_CLASS}]`, `(?:^|[^${WORD_CLASS}])`);
  const end = edge(`[${WORD_CLASS}]$`, `(?:$|[^${WORD_CLASS}])`);
  const quoted = `replaceRegexpAll(${phrase}, ${literal('([\\\\.+*?()|\\[\\]{}^$])')}, ${literal('\\\\\\1')})`;
  return `match(${content}, concat('(?-s)', ${start}, ${quoted}, ${end}))`;
}
