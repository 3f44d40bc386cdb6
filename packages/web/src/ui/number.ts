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

/** `12 ms`, `3.4 s`, `5 min`, `2.1 h`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}

const SMALL = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** A value of a panel with its unit: `1.2K`, `0.25 ms`, `12%`. */
export function valueText(value: number, unit: string): string {
  const text = Math.abs(value) >= 1000 ? compact(value) : SMALL.format(value);
  if (unit === '') return text;
  return unit === '%' ? `${text}%` : `${text} ${unit}`;
}

/** `1 day`, `45 days`, `14 months`, `3 years`. */
export function daysText(days: number): string {
  const [value, unit] =
    days < 90
      ? [days, 'day']
      : days < 730
        ? [Math.round(days / 30.4), 'month']
        : [Math.round(days / 365), 'year'];
  return `${grouped(value)} ${unit}${value === 1 ? '' : 's'}`;
}
