import { formatFloat } from './percent-float.ts';
import { type PickleValue, PythonByteArray, PythonDict, PythonTuple } from './pickle/values.ts';
import { isInt, numberOf } from './show/numbers.ts';
import { asciiOnly } from './show/quote.ts';
import { reprPythonValue, showPythonValue } from './show/show.ts';

const SPECIFIER = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.)?/gs;

/** Templates with more conversions are no log messages: a crafted one must not cost seconds. */
const MAX_CONVERSIONS = 1_000;

/** What stands between the % and the letter. */
interface Conversion {
  flags: string;
  width: number;
  /** Digits after the point, or -1 where none are told. */
  precision: number;
}

/**
 * `template % args` of Python (printf-style string formatting, Library Reference 4.7.2), for records whose
 * sender did not format them.
 *
 * @param limit longest result in UTF-16 units
 * @returns undefined where Python would raise (too few arguments, a text for %d ...)
 *
 * @example
 * percentFormat('%s took %.1f s', new PythonTuple(['job', 1.25]), 1000) // 'job took 1.2 s'
 */
export function percentFormat(template: string, args: PickleValue, limit: number): string | undefined {
  if (!template.includes('%')) return undefined;
  const queue = new Arguments(args);
  let text = '';
  let at = 0;
  let conversions = 0;
  for (const match of template.matchAll(SPECIFIER)) {
    text += template.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[0] === '%%') {
      text += '%';
      continue;
    }
    if (++conversions > MAX_CONVERSIONS) return undefined;
    const [, name, flags = '', width, precision, letter] = match;
    let left = flags;
    let wide = width === '*' ? queue.nextInt() : Number(width ?? 0);
    const fine = precision === '*' ? queue.nextInt() : precision === undefined ? -1 : Number(precision);
    if (wide === undefined || fine === undefined) return undefined;
    if (wide < 0) {
      wide = -wide;
      left += '-';
    }
    const value = name === undefined ? queue.next() : queue.named(name);
    if (value === undefined) return undefined;
    const room = Math.max(0, limit - text.length);
    const conversion = {
      flags: left,
      width: Math.min(wide, room),
      precision: precision === '*' ? Math.max(fine, 0) : fine,
    };
    const part = convert(letter ?? '', value, conversion, room);
    if (part === undefined) return undefined;
    text += part;
    if (text.length > limit) return `${text.slice(0, limit)}…`;
  }
  if (queue.isLeft()) return undefined;
  text += template.slice(at);
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** The arguments, taken one after the other or by name. */
class Arguments {
  readonly #args: PickleValue;
  readonly #items: readonly PickleValue[];
  #at = 0;
  #named: Map<PickleValue, PickleValue> | undefined = undefined;

  constructor(args: PickleValue) {
    this.#args = args;
    this.#items = args instanceof PythonTuple ? args.items : [args];
  }

  next(): PickleValue | undefined {
    return this.#items[this.#at++];
  }

  nextInt(): number | undefined {
    const value = this.next();
    return isInt(value) ? Number(value) : undefined;
  }

  named(name: string): PickleValue | undefined {
    this.#named ??= namesOf(this.#args);
    return this.#named.get(name);
  }

  /** Python raises where arguments are left, except for a dict (a mapping may have more than is named). */
  isLeft(): boolean {
    if (this.#named !== undefined || this.#args instanceof PythonDict) return false;
    return this.#at < this.#items.length;
  }
}

function namesOf(args: PickleValue): Map<PickleValue, PickleValue> {
  const names = new Map<PickleValue, PickleValue>();
  if (!(args instanceof PythonDict)) return names;
  const { entries } = args;
  for (let i = 0; i + 1 < entries.length; i += 2) names.set(entries[i]!, entries[i + 1]!);
  return names;
}

function convert(
  letter: string,
  value: PickleValue,
  conversion: Conversion,
  room: number,
): string | undefined {
  const { precision } = conversion;
  const limits = { text: precision >= 0 ? Math.min(2 * precision, room) : room, depth: 16 };
  const cut = (text: string): string => (precision >= 0 ? firstOf(text, precision) : text);
  switch (letter) {
    case 's':
      return padded(cut(showPythonValue(value, limits)), conversion);
    case 'r':
      return padded(cut(reprPythonValue(value, limits)), conversion);
    case 'a':
      return padded(cut(asciiOnly(reprPythonValue(value, limits))), conversion);
    case 'c':
      return character(value, conversion);
    case 'd':
    case 'i':
    case 'u':
      return integer(wholeOf(value), 10, '', conversion, room);
    case 'o':
      return integer(exactInt(value), 8, '0o', conversion, room);
    case 'x':
      return integer(exactInt(value), 16, '0x', conversion, room);
    case 'X':
      return integer(exactInt(value), 16, '0x', conversion, room)?.toUpperCase();
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const number = value instanceof PythonByteArray ? undefined : numberOf(value);
      if (number === undefined) return undefined;
      const digits = formatFloat(
        number,
        letter,
        precision < 0 ? 6 : precision,
        conversion.flags.includes('#'),
      );
      return digits && signed(digits, Number.isFinite(number), conversion);
    }
    default:
      return undefined;
  }
}

function padded(text: string, { flags, width }: Conversion): string {
  const missing = width - length(text);
  if (missing <= 0) return text;
  return flags.includes('-') ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

function firstOf(text: string, count: number): string {
  return text.length <= count
    ? text
    : Array.from(text.slice(0, 2 * count))
        .slice(0, count)
        .join('');
}

/** Python counts code points. */
function length(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) if (text.codePointAt(i)! > 0xffff) count--;
  return count;
}

function character(value: PickleValue, conversion: Conversion): string | undefined {
  if (typeof value === 'string') return length(value) === 1 ? padded(value, conversion) : undefined;
  if (!isInt(value)) return undefined;
  const point = Number(value);
  return point >= 0 && point <= 0x10ffff ? padded(String.fromCodePoint(point), conversion) : undefined;
}

/** %d takes floats too and drops their fraction. */
function wholeOf(value: PickleValue): bigint | undefined {
  const exact = exactInt(value);
  if (exact !== undefined) return exact;
  const number = numberOf(value);
  return number !== undefined && Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
}

function exactInt(value: PickleValue): bigint | undefined {
  return isInt(value) ? BigInt(value) : undefined;
}

function integer(
  value: bigint | undefined,
  radix: number,
  prefix: string,
  conversion: Conversion,
  room: number,
): string | undefined {
  if (value === undefined) return undefined;
  const size = (value < 0n ? -value : value).toString(radix);
  const digits = size.padStart(Math.min(conversion.precision, room), '0');
  const marked = conversion.flags.includes('#') ? prefix + digits : digits;
  return signed(value < 0n ? `-${marked}` : marked, true, conversion);
}

/** Adds the sign that the flags ask for, and fills with blanks or, between sign and digits, zeros. */
function signed(number: string, finite: boolean, conversion: Conversion): string {
  const { flags, width } = conversion;
  const isNegative = number.startsWith('-');
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const digits = isNegative ? number.slice(1) : number;
  if (!flags.includes('0') || flags.includes('-')) return padded(sign + digits, conversion);
  const mark = finite ? (/^0[xo]/.exec(digits)?.[0] ?? '') : '';
  return sign + mark + digits.slice(mark.length).padStart(width - sign.length - mark.length, '0');
}
