import {
  type BinaryOperator,
  MATH_FUNCTIONS,
  type MathEntry,
  type MathExpression,
  PRECEDENCE,
} from '../../ast/math.ts';
import type { Pipe } from '../../ast/pipe.ts';
import { printMath } from '../../print/math.ts';
import { numberOfLiteral } from '../../text/number.ts';
import type { Cursor } from '../cursor.ts';
import { atPipeEnd, parseField } from './parts.ts';

const HINT = 'Write an expression such as round(bytes / 1024) as kib.';
const LOOSEST = Math.max(...Object.values(PRECEDENCE));

export function parseMath(cursor: Cursor): Pipe {
  const entries = [parseEntry(cursor)];
  while (cursor.accept(',')) entries.push(parseEntry(cursor));
  return { kind: 'math', entries };
}

function parseEntry(cursor: Cursor): MathEntry {
  const expression = parseBinary(cursor, LOOSEST);
  const named = cursor.accept('as') || !(atPipeEnd(cursor) || cursor.is(','));
  return { expression, as: named ? parseField(cursor) : printMath(expression) };
}

/** Operators that bind as tightly as `level` or tighter; equal ones group from the left. */
function parseBinary(cursor: Cursor, level: number): MathExpression {
  if (level === 0) return parseOperand(cursor);
  let left = parseBinary(cursor, level - 1);
  for (;;) {
    const operator = cursor.token.text.toLowerCase() as BinaryOperator;
    if (cursor.token.kind === 'quoted' || PRECEDENCE[operator] !== level) return left;
    cursor.advance();
    left = { kind: 'binary', operator, left, right: parseBinary(cursor, level - 1) };
  }
}

function parseOperand(cursor: Cursor): MathExpression {
  if (cursor.accept('(')) {
    const expression = cursor.nested(() => parseBinary(cursor, LOOSEST));
    cursor.expect(')', 'Close the parenthesis.');
    return expression;
  }
  if (cursor.accept('-')) return cursor.nested(() => ({ kind: 'negate', of: parseOperand(cursor) }));
  const token = cursor.token;
  if (token.kind !== 'word' && token.kind !== 'quoted') cursor.fail('Expected a field or a number', HINT);
  cursor.advance();
  if (token.kind === 'word' && cursor.is('(')) return parseCall(cursor, token.text);
  const isNumber = !Number.isNaN(numberOfLiteral(token.text)) && !/^[-+]?inf$/i.test(token.text);
  return isNumber ? { kind: 'number', text: token.text } : { kind: 'field', name: token.text };
}

function parseCall(cursor: Cursor, written: string): MathExpression {
  const hint = `Functions are ${Object.keys(MATH_FUNCTIONS).join(', ')}.`;
  const name = Object.keys(MATH_FUNCTIONS).find((known) => known === written.toLowerCase()) as
    | keyof typeof MATH_FUNCTIONS
    | undefined;
  if (name === undefined) cursor.fail(`An unknown function "${written}"`, hint);
  const start = cursor.token;
  cursor.advance();
  const given: MathExpression[] = [];
  while (!cursor.accept(')')) {
    given.push(parseBinary(cursor, LOOSEST));
    if (!cursor.is(')')) cursor.expect(',', hint);
  }
  const [least, most] = MATH_FUNCTIONS[name];
  if (given.length < least || given.length > most) {
    cursor.fail(
      `${name} with ${given.length} arguments`,
      least === most ? `It takes ${least}.` : `It takes ${least} to ${most}.`,
      start,
    );
  }
  return { kind: 'call', name, arguments: given };
}
