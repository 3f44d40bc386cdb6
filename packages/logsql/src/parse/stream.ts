import type { Filter, StreamCondition } from '../ast/filter.ts';
import type { Cursor } from './cursor.ts';
import { parseArguments } from './functions.ts';
import { checkRegexp } from './regexp.ts';

const HINT = 'Write {service="api", host=~"web-.*"}; operators are =, !=, =~, !~, in (...) and not_in (...).';

/** `{...}`: the selector of Prometheus, with `or` between alternatives. */
export function parseStream(cursor: Cursor): Filter {
  cursor.expect('{', HINT);
  const alternatives: StreamCondition[][] = [[]];
  while (!cursor.accept('}')) {
    alternatives.at(-1)!.push(parseCondition(cursor));
    if (cursor.accept('or')) alternatives.push([]);
    else if (!cursor.is('}')) cursor.expect(',', HINT);
  }
  return { kind: 'stream', alternatives };
}

function parseCondition(cursor: Cursor): StreamCondition {
  if (cursor.token.kind !== 'word' && cursor.token.kind !== 'quoted') cursor.fail('Expected a label', HINT);
  const label = cursor.advance().text;
  if (cursor.is('in', 'not_in')) {
    const operator = cursor.advance().text.toLowerCase() as 'in' | 'not_in';
    return { label, operator, values: parseArguments(cursor) };
  }
  if (!cursor.is('=', '!=', '=~', '!~')) cursor.fail(`Expected an operator after "${label}"`, HINT);
  const operator = cursor.advance().text as '=' | '!=' | '=~' | '!~';
  const token = cursor.token;
  if (token.kind !== 'word' && token.kind !== 'quoted') cursor.fail('Expected a value in quotes', HINT);
  cursor.advance();
  if (operator.endsWith('~')) checkRegexp(cursor, token.text, token);
  return { label, operator, value: token.text };
}
