import { TIME_PATTERN } from './instant.ts';
import { IPV4_PATTERN } from './ipv4.ts';

/** What `value_type(...)` may ask for: the narrowest of these that holds a value. */
export const VALUE_TYPES: readonly string[] = [
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'int64',
  'float64',
  'ipv4',
  'iso8601',
  'string',
];

/** Patterns that the SQL of a type shares with {@link valueTypeOf}. */
export const TYPE_PATTERNS = {
  unsigned: '^(?:0|[1-9][0-9]{0,19})$',
  negative: '^-[1-9][0-9]{0,18}$',
  float: '^-?(?:0|[1-9][0-9]*)\\.[0-9]+$',
  ipv4: IPV4_PATTERN,
  iso8601: TIME_PATTERN,
} as const;

const UNSIGNED = new RegExp(TYPE_PATTERNS.unsigned);
const NEGATIVE = new RegExp(TYPE_PATTERNS.negative);
const FLOAT = new RegExp(TYPE_PATTERNS.float);
const IPV4 = new RegExp(TYPE_PATTERNS.ipv4);
const ISO8601 = new RegExp(TYPE_PATTERNS.iso8601);

/** The narrowest type that holds a value; empty for an empty one. */
export function valueTypeOf(text: string): string {
  if (text === '') return '';
  if (UNSIGNED.test(text)) return unsignedType(BigInt(text));
  if (NEGATIVE.test(text) && BigInt(text) >= -(2n ** 63n)) return 'int64';
  if (FLOAT.test(text)) return 'float64';
  if (IPV4.test(text)) return 'ipv4';
  return ISO8601.test(text) ? 'iso8601' : 'string';
}

function unsignedType(value: bigint): string {
  if (value < 2n ** 8n) return 'uint8';
  if (value < 2n ** 16n) return 'uint16';
  if (value < 2n ** 32n) return 'uint32';
  return value < 2n ** 64n ? 'uint64' : 'string';
}
