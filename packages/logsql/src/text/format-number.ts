/** A number as an answer shows it; as ClickHouse writes a Float64, but for what is no finite number. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}
