import { nanosOfDuration } from './duration.ts';
import { nanosOfTime } from './instant.ts';
import { parseIpv4 } from './ipv4.ts';

/** What a size's suffix multiplies by. */
export const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['K', 1e3],
  ['KB', 1e3],
  ['M', 1e6],
  ['MB', 1e6],
  ['G', 1e9],
  ['GB', 1e9],
  ['T', 1e12],
  ['TB', 1e12],
  ['Ki', 2 ** 10],
  ['KiB', 2 ** 10],
  ['Mi', 2 ** 20],
  ['MiB', 2 ** 20],
  ['Gi', 2 ** 30],
  ['GiB', 2 ** 30],
  ['Ti', 2 ** 40],
  ['TiB', 2 ** 40],
]);

/** Patterns that the SQL of a number shares with {@link numberOf}. */
export const NUMBER_PATTERNS = {
  /** What ClickHouse's toFloat64OrNull reads, but for inf and nan. */
  decimal: '^[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?$',
  sized: '^([-+]?[0-9]+(?:\\.[0-9]+)?)(B|[KMGT]B|[KMGT]iB|[KMGT]i|[KMGT])$',
} as const;

const DECIMAL = new RegExp(NUMBER_PATTERNS.decimal);
const SIZED = new RegExp(NUMBER_PATTERNS.sized);

/**
 * The number that a value of a record stands for: decimal (`-1.5e3`), size (`10KiB`), duration (`1h5m`, in
 * nanoseconds), RFC 3339 time (nanoseconds since 1970) or IPv4 address (as uint32); NaN if it is none.
 */
export function numberOf(text: string): number {
  if (text === '') return Number.NaN;
  if (DECIMAL.test(text)) return finite(Number(text));
  const sized = SIZED.exec(text);
  if (sized !== null) return finite(Number(sized[1]) * SUFFIXES.get(sized[2]!)!);
  const duration = nanosOfDuration(text);
  if (duration !== undefined) return Number(duration);
  const time = nanosOfTime(text);
  if (time !== undefined) return Number(time);
  return parseIpv4(text) ?? Number.NaN;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * A number as a query writes it: as in a record, and also with `_` between digits, `0x`, `0b`, `0o` and `inf`.
 * NaN if it is none.
 */
export function numberOfLiteral(text: string): number {
  if (/^[-+]?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  const plain = /\d_\d|\d_\.|\._?\d/.test(text) ? text.replace(/(?<=\d)_(?=[\d.])/g, '') : text;
  if (/^0(?:x[0-9a-f]+|b[01]+|o[0-7]+)$/i.test(plain)) return Number(plain);
  return numberOf(plain);
}

/** A whole number from 0 as a query writes it (`1_000`, `0xff`, `10K`), or undefined. */
export function countOfLiteral(text: string): number | undefined {
  const value = numberOfLiteral(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** How many digits a decimal literal has after its point. */
export function decimalPlaces(text: string): number {
  return /^[-+]?\d+\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
}
