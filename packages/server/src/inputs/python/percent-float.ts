/** More digits than this after the point are refused: the exact digits of a double are at most 1,074. */
const MAX_PRECISION = 1_100;

/**
 * A float by `%e`, `%f` or `%g`, digit for digit as C and Python give it: the exact binary value rounded half
 * to even. (`toFixed` and `toExponential` round exact halves up, and end at 100 digits.)
 *
 * @returns undefined for more than 1,100 digits
 */
export function formatFloat(
  value: number,
  letter: string,
  precision: number,
  keepZeros: boolean,
): string | undefined {
  const isUpper = letter < 'a';
  const kind = letter.toLowerCase();
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
    return isUpper ? text.toUpperCase() : text;
  }
  if (precision > MAX_PRECISION) return undefined;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  const digits =
    kind === 'f'
      ? fixed(size, precision, keepZeros)
      : kind === 'e'
        ? exponential(size, precision, keepZeros)
        : general(size, Math.max(precision, 1), keepZeros);
  return sign + (isUpper ? digits.toUpperCase() : digits);
}

function fixed(size: number, precision: number, keepPoint: boolean): string {
  const digits = scaled(size, precision)
    .toString()
    .padStart(precision + 1, '0');
  const whole = digits.slice(0, digits.length - precision);
  return precision > 0 ? `${whole}.${digits.slice(-precision)}` : whole + (keepPoint ? '.' : '');
}

/** The first `precision + 1` digits, rounded, and the power of ten of the first one. */
function leading(size: number, precision: number): { digits: string; exponent: number } {
  if (size === 0) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  let exponent = Number(size.toExponential(20).split('e')[1]);
  let digits = scaled(size, precision - exponent).toString();
  // Rounding up all nines makes one digit more.
  if (digits.length > precision + 1) {
    exponent++;
    digits = digits.slice(0, precision + 1);
  }
  return { digits, exponent };
}

function exponential(size: number, precision: number, keepPoint: boolean): string {
  const { digits, exponent } = leading(size, precision);
  return withExponent(digits, exponent, keepPoint);
}

function withExponent(digits: string, exponent: number, keepPoint: boolean): string {
  const point = digits.length > 1 || keepPoint ? '.' : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0]}${point}${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${power}`;
}

/** %g: as many significant digits as told, without zeros at the end, an exponent where that is shorter. */
function general(size: number, significant: number, keepZeros: boolean): string {
  const { digits, exponent } = leading(size, significant - 1);
  if (exponent < -4 || exponent >= significant) {
    return withExponent(keepZeros ? digits : digits.replace(/(?<=.)0+$/, ''), exponent, keepZeros);
  }
  const text = fixed(size, significant - 1 - exponent, keepZeros);
  return keepZeros || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
}

const view = new DataView(new ArrayBuffer(8));

/** `size * 10 ** power` as an integer, exact halves to even. */
function scaled(size: number, power: number): bigint {
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10_0000_0000_0000n;
  const shift = Math.max(biased, 1) - 1075;
  const over = mantissa * (power > 0 ? 10n ** BigInt(power) : 1n) * (shift > 0 ? 1n << BigInt(shift) : 1n);
  const under = (power < 0 ? 10n ** BigInt(-power) : 1n) * (shift < 0 ? 1n << BigInt(-shift) : 1n);
  const quotient = over / under;
  const twice = (over - quotient * under) * 2n;
  return twice > under || (twice === under && quotient % 2n === 1n) ? quotient + 1n : quotient;
}
