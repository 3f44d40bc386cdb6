import { PythonGlobal, PythonObject } from './values.ts';

export type PythonInt = number | bigint | PythonObject;

const INT = new PythonGlobal('builtins', 'int');

/** Stands for an int that is over the limit: its size is told, its digits are not. */
function hugeInt(bytes: number): PythonObject {
  return new PythonObject(INT, [`<int of ${bytes} bytes>`]);
}

function narrow(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** Little-endian two's complement of any length (LONG1, LONG4). */
export function intOfBytes(bytes: Buffer, at: number, length: number, limit: number): PythonInt {
  if (length <= 6) {
    let value = 0;
    for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
    return length > 0 && bytes[at + length - 1]! >= 128 ? value - 256 ** length : value;
  }
  if (length > limit) return hugeInt(length);
  const big = Buffer.from(bytes.subarray(at, at + length)).reverse();
  return narrow(BigInt.asIntN(length * 8, BigInt(`0x${big.toString('hex')}`)));
}

const DECIMAL = /^[+-]?\d+$/;
const PREFIXED = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/;

/** Digits of INT and LONG (without their final L); undefined where they are none. */
export function intOfText(text: string, limit: number): PythonInt | undefined {
  const digits = text.trim();
  if (digits.length > limit * 2.41 + 2) return hugeInt(Math.ceil(digits.length / 2.41));
  if (DECIMAL.test(digits)) return digits.length <= 15 ? Number(digits) + 0 : narrow(BigInt(digits));
  const prefixed = PREFIXED.exec(digits);
  if (prefixed === null) return undefined;
  const value = BigInt(prefixed[2]!);
  return narrow(prefixed[1] === '-' ? -value : value);
}

/** The argument of FLOAT, as Python's `float()` reads it; undefined where it does not. */
export function floatOfText(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(trimmed)) return Number(trimmed);
  const special = /^([+-]?)(?:(inf|infinity)|nan)$/.exec(trimmed);
  if (special === null) return undefined;
  if (special[2] === undefined) return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}
