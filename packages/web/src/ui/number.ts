const GROUPED = new Intl.NumberFormat('en');

/** `1,234,567`. */
export const grouped = (value: number): string => GROUPED.format(value);

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** `1.5 MB`, in powers of 1000. */
export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  for (; rest >= 1000 && unit < UNITS.length - 1; unit++) rest /= 1000;
  return `${rest >= 100 || unit === 0 ? Math.round(rest) : rest.toFixed(1)} ${UNITS[unit]}`;
}

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `1.2K`, `3.4M`. */
export const compact = (value: number): string => COMPACT.format(value);
