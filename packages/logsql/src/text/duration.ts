/** Nanoseconds of each unit; a year has 365 days. */
export const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['µs', 1e3],
  ['μs', 1e3],
  ['us', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
  ['d', 86_400e9],
  ['w', 604_800e9],
  ['y', 31_536_000e9],
]);

const NUMBER = '[0-9]+(?:\\.[0-9]+)?';
const UNIT = 'ns|µs|μs|us|ms|s|m|h|d|w|y';

/** The patterns that the SQL of a duration shares with {@link nanosOfDuration}. */
export const DURATION = { whole: `^-?(?:${NUMBER}(?:${UNIT}))+$`, part: `(${NUMBER})(${UNIT})` } as const;

const WHOLE = new RegExp(DURATION.whole);
const PARTS = new RegExp(DURATION.part, 'g');
/** Longer ones overflow int64 nanoseconds. */
const LONGEST = 9.2e18;

/** The nanoseconds of a duration such as `1h33m55s` or `-1.5d`, or undefined if the text is none. */
export function nanosOfDuration(text: string): bigint | undefined {
  if (!WHOLE.test(text)) return undefined;
  let sum = 0;
  for (const part of text.matchAll(PARTS)) sum += Number(part[1]) * UNITS.get(part[2]!)!;
  if (sum > LONGEST) return undefined;
  const nanos = BigInt(Math.round(sum));
  return text.startsWith('-') ? -nanos : nanos;
}

const NAMES: [string, bigint][] = [
  ['w', 604_800_000_000_000n],
  ['d', 86_400_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['µs', 1_000n],
  ['ns', 1n],
];

/** Nanoseconds as the shortest sum of units: `1h33m55s`. */
export function formatDuration(nanos: bigint): string {
  if (nanos === 0n) return '0s';
  let rest = nanos < 0n ? -nanos : nanos;
  let text = nanos < 0n ? '-' : '';
  for (const [name, size] of NAMES) {
    const count = rest / size;
    if (count > 0n) text += `${count}${name}`;
    rest %= size;
  }
  return text;
}
