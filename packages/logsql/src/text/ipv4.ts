/** One part of an address; the SQL uses the same pattern. */
const PART = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
export const IPV4_PATTERN = `^${PART}\\.${PART}\\.${PART}\\.${PART}$`;
const IPV4 = new RegExp(IPV4_PATTERN);

/** An IPv4 address as uint32, or undefined. */
export function parseIpv4(text: string): number | undefined {
  const match = IPV4.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * 2 ** 24 + Number(match[2]) * 2 ** 16 + Number(match[3]) * 256 + Number(match[4]);
}

export function formatIpv4(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');
}

/** The first and last address of `1.2.3.0/24`, or of a single address, or undefined. */
export function parseIpv4Network(text: string): { first: number; last: number } | undefined {
  const [address, bits, more] = text.split('/');
  const first = parseIpv4(address!);
  if (first === undefined || more !== undefined) return undefined;
  if (bits === undefined) return { first, last: first };
  if (!/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
  const size = 2 ** (32 - Number(bits));
  const start = Math.floor(first / size) * size;
  return { first: start, last: start + size - 1 };
}
