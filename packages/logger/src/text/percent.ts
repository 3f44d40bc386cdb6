import { display } from '../values/display.ts';
import { firstLetters, letterCount } from './letters.ts';
import { formatNumber } from './number.ts';
import { representation } from './representation.ts';

/** One `%` directive of C's and Python's printf-style formatting. */
export interface Directive {
  /** The name of `%(name)s`. */
  key: string | undefined;
  flags: string;
  /** -1 means `*`: the width is an argument. */
  width: number | undefined;
  precision: number | undefined;
  type: string;
}

/** Literal texts, and the directives between them: `literals.length === directives.length + 1`. */
export interface PercentPattern {
  literals: readonly string[];
  directives: readonly Directive[];
}

const DIRECTIVE = /%(?:\((.*?)\))?([-+ #0]*)(\*|\d{1,4})?(?:\.(\*|\d{0,3}))?[hlL]?([diouxXeEfFgGcrsajO%])/g;

/** Splits a text at its directives. What is none stays text, where Python refuses the whole message. */
export function parsePercent(text: string): PercentPattern {
  const literals: string[] = [];
  const directives: Directive[] = [];
  let literal = '';
  let last = 0;
  for (const match of text.matchAll(DIRECTIVE)) {
    literal += text.slice(last, match.index);
    last = match.index + match[0].length;
    const type = match[5]!;
    if (type === '%') {
      literal += '%';
      continue;
    }
    literals.push(literal);
    literal = '';
    directives.push({ key: match[1], flags: match[2]!, ...sizes(match[3], match[4]), type });
  }
  literals.push(literal + text.slice(last));
  return { literals, directives };
}

function sizes(width: string | undefined, precision: string | undefined) {
  const read = (text: string | undefined) =>
    text === undefined ? undefined : text === '*' ? -1 : Number(text || 0);
  return { width: read(width), precision: read(precision) };
}

/** Formats one value as a directive says; a number directive shows a value that is no number as text. */
export function formatDirective(directive: Directive, value: unknown): string {
  const { flags, type, precision } = directive;
  const width = directive.width ?? 0;
  const left = flags.includes('-');
  switch (type) {
    case 's':
    case 'r':
    case 'a':
    case 'j':
    case 'O': {
      const text = type === 's' ? display(value) : representation(value, type);
      return pad(precision === undefined ? text : firstLetters(text, precision), width, left);
    }
    case 'c':
      return pad(typeof value === 'number' ? String.fromCodePoint(value) : display(value), width, left);
  }
  const number = numberOf(value);
  if (number === undefined) return pad(display(value), width, left);
  const { sign, prefix, digits } = formatNumber(number, {
    type: type === 'i' || type === 'u' ? 'd' : type,
    precision,
    alternate: flags.includes('#'),
    plus: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
  });
  const head = sign + prefix;
  if (!left && flags.includes('0')) return head + digits.padStart(width - head.length, '0');
  return pad(head + digits, width, left);
}

function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  return undefined;
}

function pad(text: string, width: number, left: boolean): string {
  const missing = width - letterCount(text);
  if (missing <= 0) return text;
  return left ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}
