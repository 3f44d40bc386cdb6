import { type MathExpression, PRECEDENCE } from '../ast/math.ts';
import { quoteIfNeeded } from '../text/quote.ts';

const TIGHTEST = 0;

/** An expression of `math`, with the parentheses it needs and no others. */
export function printMath(expression: MathExpression): string {
  switch (expression.kind) {
    case 'number':
      return quoteIfNeeded(expression.text);
    case 'field':
      return quoteIfNeeded(expression.name);
    case 'negate':
      return `-${inside(expression.of, TIGHTEST)}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(printMath).join(', ')})`;
    case 'binary': {
      const level = PRECEDENCE[expression.operator];
      // Equal operators group from the left, so an equal one on the right needs its parentheses.
      return `${inside(expression.left, level)} ${expression.operator} ${inside(expression.right, level - 1)}`;
    }
  }
}

function inside(expression: MathExpression, loosest: number): string {
  const loose = expression.kind === 'binary' && PRECEDENCE[expression.operator] > loosest;
  return loose ? `(${printMath(expression)})` : printMath(expression);
}
