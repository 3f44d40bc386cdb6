import type { BinaryOperator, MathExpression } from '../../ast/math.ts';
import type { PipeOf } from '../../ast/pipe.ts';
import { formatNumber } from '../../text/format-number.ts';
import { decimalPlaces, numberOf, numberOfLiteral } from '../../text/number.ts';
import type { EvaluateOptions } from '../filter.ts';
import type { Row } from '../row.ts';
import type { RowChange } from '../tail.ts';

export function compileMath({ entries }: PipeOf<'math'>, options: EvaluateOptions): RowChange {
  return (row) => {
    for (const { expression, as } of entries) row.set(as, formatNumber(evaluate(expression, row, options)));
  };
}

function evaluate(expression: MathExpression, row: Row, options: EvaluateOptions): number {
  switch (expression.kind) {
    case 'number':
      return numberOfLiteral(expression.text);
    case 'field':
      return numberOf(row.get(expression.name));
    case 'negate':
      return -evaluate(expression.of, row, options);
    case 'call':
      return callOf(expression, row, options);
    case 'binary': {
      const left = evaluate(expression.left, row, options);
      const right = evaluate(expression.right, row, options);
      return OPERATORS[expression.operator](left, right);
    }
  }
}

const OPERATORS: Record<BinaryOperator, (left: number, right: number) => number> = {
  '^': (left, right) => left ** right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left - Math.trunc(left / right) * right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '&': (left, right) => bitwise(left, right, (a, b) => a & b),
  or: (left, right) => bitwise(left, right, (a, b) => a | b),
  xor: (left, right) => bitwise(left, right, (a, b) => a ^ b),
  default: (left, right) => (Number.isNaN(left) ? right : left),
};

/** On whole numbers from 0 that a double holds exactly; NaN on others. */
function bitwise(left: number, right: number, operate: (a: bigint, b: bigint) => bigint): number {
  const fits = [left, right].every((value) => value >= 0 && value <= Number.MAX_SAFE_INTEGER);
  return fits ? Number(operate(BigInt(Math.trunc(left)), BigInt(Math.trunc(right)))) : Number.NaN;
}

function callOf(
  expression: Extract<MathExpression, { kind: 'call' }>,
  row: Row,
  options: EvaluateOptions,
): number {
  const given = expression.arguments.map((argument) => evaluate(argument, row, options));
  const [first = Number.NaN, nearest] = given;
  const known = given.filter((value) => !Number.isNaN(value));
  switch (expression.name) {
    case 'now':
      return Number(typeof options.now === 'bigint' ? options.now : (options.now?.() ?? Date.now() * 1e6));
    case 'rand':
      return Math.random();
    case 'ln':
      return Math.log(first);
    case 'max':
      return known.length === 0 ? Number.NaN : Math.max(...known);
    case 'min':
      return known.length === 0 ? Number.NaN : Math.min(...known);
    case 'round':
      return nearest === undefined ? rounded(first) : roundedTo(first, nearest, expression.arguments[1]!);
    default:
      return Math[expression.name](first);
  }
}

/** Halves away from zero. */
function rounded(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}

/** To a multiple; a decimal one such as 0.1 must not leave the rest of a binary fraction. */
function roundedTo(value: number, nearest: number, argument: MathExpression): number {
  const multiple = rounded(value / nearest) * nearest;
  const places = argument.kind === 'number' ? decimalPlaces(argument.text) : 0;
  const scale = Number(`1e${places}`);
  return places === 0 ? multiple : rounded(multiple * scale) / scale;
}
