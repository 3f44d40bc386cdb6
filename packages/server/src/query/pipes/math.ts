import { decimalPlaces, type MathExpression, numberOfLiteral, type PipeOf } from '@logboom/logsql';
import type { Context } from '../context.ts';
import type { Relation } from '../relation.ts';
import { lookUp, type Scope } from '../scope.ts';
import { asNumber, number } from '../value.ts';
import { writeFields } from './write.ts';

export function applyMath(relation: Relation, { entries }: PipeOf<'math'>, context: Context): Relation {
  let result = relation;
  // An expression may use the results of those before it.
  for (const { expression, as } of entries) {
    result = writeFields(result, [[as, number(mathSql(expression, result.scope, context))]], {}, context);
  }
  return result;
}

/** Float64; NaN is what cannot be computed. */
function mathSql(expression: MathExpression, scope: Scope, context: Context): string {
  switch (expression.kind) {
    case 'number':
      return context.parameters.number(numberOfLiteral(expression.text));
    case 'field':
      return `ifNull(toFloat64(${asNumber(lookUp(scope, expression.name, context.parameters))}), nan)`;
    case 'negate':
      return `-(${mathSql(expression.of, scope, context)})`;
    case 'call':
      return callSql(expression, scope, context);
    case 'binary': {
      const left = mathSql(expression.left, scope, context);
      const right = mathSql(expression.right, scope, context);
      return binarySql(expression.operator, left, right);
    }
  }
}

function binarySql(operator: string, left: string, right: string): string {
  switch (operator) {
    case '^':
      return `pow(${left}, ${right})`;
    case '%':
      return `(${left} - trunc(${left} / ${right}) * ${right})`;
    case '&':
      return bitwise('bitAnd', left, right);
    case 'or':
      return bitwise('bitOr', left, right);
    case 'xor':
      return bitwise('bitXor', left, right);
    case 'default':
      return `if(isNaN(${left}), ${right}, ${left})`;
    default:
      return `(${left} ${operator} ${right})`;
  }
}

/** On whole numbers from 0 that a double holds exactly; NaN on others. */
function bitwise(name: string, left: string, right: string): string {
  const fits = [left, right].map((sql) => `${sql} BETWEEN 0 AND 9007199254740991`).join(' AND ');
  return `if(${fits}, toFloat64(${name}(toUInt64(${left}), toUInt64(${right}))), nan)`;
}

function callSql(
  expression: Extract<MathExpression, { kind: 'call' }>,
  scope: Scope,
  context: Context,
): string {
  const given = expression.arguments.map((argument) => mathSql(argument, scope, context));
  const [first = '0', nearest] = given;
  switch (expression.name) {
    case 'now':
      return `toFloat64(${context.parameters.nanos(context.now)})`;
    case 'rand':
      return '(rand() / 4294967296)';
    case 'ln':
      return `log(${first})`;
    case 'max':
      return `arrayMax(arrayFilter(x -> NOT isNaN(x), [${given.join(', ')}]))`;
    case 'min':
      return `arrayMin(arrayFilter(x -> NOT isNaN(x), [${given.join(', ')}]))`;
    case 'round':
      return nearest === undefined ? rounded(first) : roundedTo(first, nearest, expression.arguments[1]!);
    default:
      return `${expression.name}(${first})`;
  }
}

/** Halves away from zero. */
function rounded(sql: string): string {
  return `(sign(${sql}) * floor(abs(${sql}) + 0.5))`;
}

/** To a multiple; a decimal one such as 0.1 must not leave the rest of a binary fraction. */
function roundedTo(sql: string, nearest: string, argument: MathExpression): string {
  const multiple = `${rounded(`(${sql} / ${nearest})`)} * ${nearest}`;
  const places = argument.kind === 'number' ? decimalPlaces(argument.text) : 0;
  return places === 0 ? `(${multiple})` : `(${rounded(`(${multiple} * 1e${places})`)} / 1e${places})`;
}
