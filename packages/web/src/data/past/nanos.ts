const MS = 1_000_000n;

/** Nanoseconds since 1970 of an RFC 3339 time in UTC with up to nine digits of a second; undefined: no time. */
export function nanosOf(text: string): bigint | undefined {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return undefined;
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return BigInt(ms) * MS + BigInt(fraction.padEnd(9, '0').slice(3, 9));
}

/** The same moment as RFC 3339 with nine digits. */
export function textOf(nanos: bigint): string {
  const text = new Date(Number(nanos / MS)).toISOString();
  return `${text.slice(0, -1)}${String(nanos % MS).padStart(6, '0')}Z`;
}

export const nanosOfMs = (ms: number): bigint => BigInt(Math.trunc(ms)) * MS;
export const msOfNanos = (nanos: bigint): number => Number(nanos / MS);
