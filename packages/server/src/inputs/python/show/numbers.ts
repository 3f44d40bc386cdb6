import { type PickleValue, PythonFloat } from '../pickle/values.ts';

/** `repr` of a float: the shortest digits that read back, an exponent below 1e-4 and from 1e16 on. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    const power = Math.abs(Number(exponent));
    return `${digits}e${exponent[0]}${power < 10 ? '0' : ''}${power}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** The number of an int or float, or undefined. Ints past 2^53 are rounded. */
export function numberOf(value: PickleValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof PythonFloat ? value.value : undefined;
}

/** Whether a value is an int (bool counts, as in Python). */
export function isInt(value: PickleValue | undefined): value is number | bigint | boolean {
  return typeof value === 'bigint' || typeof value === 'boolean' || Number.isInteger(value);
}

/** `repr` of a complex: `(1+2j)`, `2j`. */
export function reprComplex(real: number, imaginary: number): string {
  const part = (value: number): string => reprFloat(value).replace(/\.0$/, '');
  if (real === 0 && !Object.is(real, -0)) return `${part(imaginary)}j`;
  const sign = part(imaginary).startsWith('-') ? '' : '+';
  return `(${part(real)}${sign}${part(imaginary)}j)`;
}
