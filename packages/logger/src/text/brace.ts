import { display } from '../values/display.ts';
import { firstLetters, letterCount } from './letters.ts';
import { formatNumber } from './number.ts';
import { representation } from './representation.ts';

/** One `{name!r:>8.3f}` of Python's `str.format`. */
export interface Placeholder {
  /** The name or number; '' for the next one. */
  key: string;
  conversion: string | undefined;
  spec: Spec | undefined;
}

export interface Spec {
  fill: string;
  align: string;
  plus: string;
  alternate: boolean;
  width: number;
  grouping: string;
  precision: number | undefined;
  type: string;
}

export interface BracePattern {
  literals: readonly string[];
  placeholders: readonly Placeholder[];
}

const PLACEHOLDER = /\{\{|\}\}|\{([A-Za-z_$][\w$.-]*|\d{1,4})?(?:!([rsa]))?(?::([^{}]*))?\}/g;
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d{1,4})?([,_])?(?:\.(\d{1,3}))?([bcdeEfFgGnosxX%])?$/su;

/** Splits a text at its placeholders; braces that are none (JSON in a message) stay text. */
export function parseBraces(text: string): BracePattern {
  const literals: string[] = [];
  const placeholders: Placeholder[] = [];
  let literal = '';
  let last = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    literal += text.slice(last, match.index);
    last = match.index + match[0].length;
    const doubled = match[0] === '{{' || match[0] === '}}';
    const spec = match[3] === undefined ? undefined : parseSpec(match[3]);
    if (doubled || spec === null) {
      literal += doubled ? match[0][0] : match[0];
      continue;
    }
    literals.push(literal);
    literal = '';
    placeholders.push({ key: match[1] ?? '', conversion: match[2], spec });
  }
  literals.push(literal + text.slice(last));
  return { literals, placeholders };
}

function parseSpec(text: string): Spec | null {
  const match = SPEC.exec(text);
  if (match === null) return null;
  const zero = match[5] !== undefined;
  return {
    fill: match[1] ?? (zero ? '0' : ' '),
    align: match[2] ?? (zero ? '=' : ''),
    plus: match[3] === undefined || match[3] === '-' ? '' : match[3],
    alternate: match[4] !== undefined,
    width: Number(match[6] ?? 0),
    grouping: match[7] ?? '',
    precision: match[8] === undefined ? undefined : Number(match[8]),
    type: match[9] ?? '',
  };
}

/** Formats one value as a placeholder says. */
export function formatPlaceholder({ conversion, spec }: Placeholder, value: unknown): string {
  const shown = conversion === 'r' || conversion === 'a' ? representation(value, conversion) : undefined;
  if (spec === undefined) return shown ?? display(value);
  const numeric = shown === undefined && conversion === undefined && isNumber(value);
  if (!numeric || spec.type === 's') {
    const text = shown ?? display(value);
    return align(spec.precision === undefined ? text : firstLetters(text, spec.precision), '', spec, '<');
  }
  if (spec.type === 'c') return align(String.fromCodePoint(Number(value)), '', spec, '<');
  const { sign, prefix, digits } = formatNumber(value, numberFormat(value, spec));
  return align(group(digits, spec), sign + prefix, spec, '>');
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function numberFormat(value: number | bigint, spec: Spec) {
  const whole = typeof value === 'bigint' || Number.isInteger(value);
  const plain = spec.type === '' || spec.type === 'n';
  const shortest = whole ? 'd' : 'r';
  const type = !plain ? spec.type : spec.precision === undefined ? shortest : 'g';
  return { type, precision: spec.precision, alternate: spec.alternate, plus: spec.plus };
}

function group(digits: string, spec: Spec): string {
  if (spec.grouping === '') return digits;
  const whole = /^[0-9a-fA-F]+/.exec(digits)?.[0] ?? '';
  const size = /[xXob]/.test(spec.type) ? 4 : 3;
  const grouped = whole.replace(new RegExp(`\\B(?=([0-9a-fA-F]{${size}})+$)`, 'g'), spec.grouping);
  return grouped + digits.slice(whole.length);
}

function align(body: string, head: string, spec: Spec, otherwise: string): string {
  const missing = spec.width - letterCount(body) - head.length;
  if (missing <= 0) return head + body;
  switch (spec.align || otherwise) {
    case '<':
      return head + body + spec.fill.repeat(missing);
    case '^': {
      const before = missing >> 1;
      return spec.fill.repeat(before) + head + body + spec.fill.repeat(missing - before);
    }
    case '=':
      return head + spec.fill.repeat(missing) + body;
    default:
      return spec.fill.repeat(missing) + head + body;
  }
}
