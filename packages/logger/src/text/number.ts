/** The parts of a format that Python's `%` and `{}` share (library reference, "Format Specification Mini-Language"). */
export interface NumberFormat {
  /** d, x, X, o, b, e, E, f, F, g, G, %, or r for the shortest text that reads back as the number. */
  type: string;
  precision: number | undefined;
  /** `0x`, a point that stays, zeros that stay. */
  alternate: boolean;
  /** What stands before a number that is not negative: '', '+' or ' '. */
  plus: string;
}

/** A number with its sign first, ready to be padded. */
export interface SignedText {
  sign: string;
  prefix: string;
  digits: string;
}

/** Formats as C and Python do: exponents of two digits, halves to even. */
export function formatNumber(value: number | bigint, format: NumberFormat): SignedText {
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative ? '-' : format.plus;
  const size = negative ? -value : value;
  if (typeof size === 'number' && !Number.isFinite(size)) {
    const word = Number.isNaN(size) ? 'nan' : 'inf';
    return { sign, prefix: '', digits: /[EFGX]/.test(format.type) ? word.toUpperCase() : word };
  }
  const radix = { d: 10, x: 16, X: 16, o: 8, b: 2 }[format.type];
  if (radix !== undefined) return wholeNumber(size, radix, sign, format);
  const upper = format.type === 'E' || format.type === 'G';
  const digits = realNumber(Number(size), format);
  return { sign, prefix: '', digits: upper ? digits.toUpperCase() : digits };
}

function wholeNumber(size: number | bigint, radix: number, sign: string, format: NumberFormat): SignedText {
  const whole = typeof size === 'bigint' ? size : Math.trunc(size);
  let digits =
    typeof whole === 'number' && whole >= 1e21 ? BigInt(whole).toString(radix) : whole.toString(radix);
  if (format.precision !== undefined) digits = digits.padStart(Math.min(format.precision, 1000), '0');
  if (format.type === 'X') digits = digits.toUpperCase();
  const prefix = format.alternate && radix !== 10 ? `0${format.type}` : '';
  return { sign: whole === 0 || whole === 0n ? format.plus : sign, prefix, digits };
}

function realNumber(size: number, format: NumberFormat): string {
  const precision = Math.min(format.precision ?? 6, 100);
  switch (format.type) {
    case 'r':
      return exponent(`${size}`);
    case 'e':
    case 'E':
      return exponent(pointed(scientific(size, precision), format.alternate));
    case 'g':
    case 'G':
      return general(size, Math.max(1, precision), format.alternate);
    case '%':
      return `${fixed(size * 100, precision)}%`;
    default:
      return fixed(size, precision) + (format.alternate && precision === 0 ? '.' : '');
  }
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** `toExponential` rounds halves up where C rounds them to even. A double's digits are exact, so a half shows as 5000... */
function scientific(size: number, precision: number): string {
  const text = size.toExponential(precision);
  if (precision > 20 || !Number.isFinite(size)) return text;
  const exact = size.toExponential(60).replace('.', '');
  const rest = exact.slice(precision + 1, exact.indexOf('e'));
  const even = Number(exact[precision]) % 2 === 0;
  if (!even || !/^50*$/.test(rest)) return text;
  const digits = exact.slice(0, precision + 1);
  const mantissa = precision === 0 ? digits : `${digits[0]}.${digits.slice(1)}`;
  return mantissa + exact.slice(exact.indexOf('e'));
}

/** C's `#`: a point even where no digit follows. */
function pointed(text: string, alternate: boolean): string {
  return alternate && !text.includes('.') ? text.replace(/^\d+/, '$&.') : text;
}

/** `toFixed` rounds halves up where C rounds them to even, and gives up at 1e21. */
function fixed(size: number, precision: number): string {
  if (size >= 1e21) return BigInt(size).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
  const text = size.toFixed(precision);
  const tie = Number.isInteger(size * 2 ** (precision + 1)) && !Number.isInteger(size * 2 ** precision);
  if (!tie || precision > 15) return text;
  const scaled = size * 10 ** precision;
  if (scaled % 1 !== 0.5) return text;
  const floor = Math.floor(scaled);
  return ((floor % 2 === 0 ? floor : floor + 1) / 10 ** precision).toFixed(precision);
}

function general(size: number, precision: number, alternate: boolean): string {
  if (size === 0) return alternate ? `0.${'0'.repeat(precision - 1)}` : '0';
  const short = scientific(size, precision - 1);
  const power = Number(short.slice(short.indexOf('e') + 1));
  const text =
    power < -4 || power >= precision ? exponent(short) : fixed(size, Math.max(0, precision - 1 - power));
  if (alternate) return pointed(text, true);
  return text.replace(
    /(\.\d*?)0*(e.*)?$/,
    (_, kept: string, power = '') => (kept === '.' ? '' : kept) + power,
  );
}
