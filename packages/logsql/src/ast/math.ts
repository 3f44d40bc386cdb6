export type BinaryOperator = '^' | '*' | '/' | '%' | '+' | '-' | '&' | 'xor' | 'or' | 'default';

/** Functions of `math`, with the least and most arguments they take. */
export const MATH_FUNCTIONS = {
  abs: [1, 1],
  ceil: [1, 1],
  exp: [1, 1],
  floor: [1, 1],
  ln: [1, 1],
  max: [1, 64],
  min: [1, 64],
  now: [0, 0],
  rand: [0, 0],
  round: [1, 2],
} as const satisfies Record<string, readonly [number, number]>;
export type MathFunction = keyof typeof MATH_FUNCTIONS;

export type MathExpression =
  /** A literal as written: `1MiB`, `5m`, `1.2.3.4`. */
  | { kind: 'number'; text: string }
  | { kind: 'field'; name: string }
  | { kind: 'negate'; of: MathExpression }
  | { kind: 'call'; name: MathFunction; arguments: MathExpression[] }
  | { kind: 'binary'; operator: BinaryOperator; left: MathExpression; right: MathExpression };

export interface MathEntry {
  expression: MathExpression;
  as: string;
}

/** How tightly operators bind: the lower, the tighter. Equal ones group from the left. */
export const PRECEDENCE: Record<BinaryOperator, number> = {
  '^': 1,
  '*': 2,
  '/': 2,
  '%': 2,
  '+': 3,
  '-': 3,
  '&': 4,
  xor: 5,
  or: 6,
  default: 7,
};
