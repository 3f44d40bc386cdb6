import { z } from 'zod';

const SIZES: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** A number of bytes, written as `64MiB`, `1GB` or a plain number. */
export const bytes = z.union([z.number(), z.string()]).transform((value, context) => {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(String(value));
  const unit = SIZES[match?.[2]?.toLowerCase() ?? '?'];
  if (match !== null && unit !== undefined) return Math.floor(Number(match[1]) * unit);
  context.addIssue({
    code: 'custom',
    message: `'${value}' is no size; write 64MiB, 1GB or a number of bytes`,
  });
  return z.NEVER;
});

const MILLISECONDS = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6 };

/** A length of time in milliseconds, written as `500ms`, `30s`, `5m`, `1h`. */
export const duration = z.string().transform((value, context) => {
  const match = /^(\d+)(ms|s|m|h)$/.exec(value);
  const length = match === null ? 0 : Number(match[1]) * MILLISECONDS[match[2] as keyof typeof MILLISECONDS];
  if (length > 0) return length;
  context.addIssue({
    code: 'custom',
    message: `'${value}' is no length of time; write 500ms, 30s, 5m or 1h`,
  });
  return z.NEVER;
});

/** A number of days, written as `30d`, `4w`, `1y`, or `off` for none. */
export const retention = z.string().transform((value, context) => {
  if (value === 'off') return undefined;
  const match = /^(\d+)([dwy])$/.exec(value);
  if (match !== null) return Number(match[1]) * { d: 1, w: 7, y: 365 }[match[2] as 'd' | 'w' | 'y'];
  context.addIssue({ code: 'custom', message: `'${value}' is no retention; write 30d, 4w, 1y or off` });
  return z.NEVER;
});

/** A list of words; as a flag or in the environment with commas between them. */
export const tokens = z
  .union([z.string(), z.array(z.string().min(1))])
  .transform((value) => (typeof value === 'string' ? value.split(/[\s,]+/) : value).filter(Boolean));

/** Several words: a list in the file; as a flag or in the environment with commas between them. */
export const words = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value : value.join(',')));
