import type { ResultRow } from '../data/rows.ts';
import { grouped, valueText } from '../ui/number.ts';

/** The first value of the first row, large. */
export function SingleValue({ rows, unit }: { rows: ResultRow[]; unit: string }) {
  const text = Object.values(rows[0] ?? {})[0] ?? '–';
  const value = Number(text);
  const isNumber = text !== '' && Number.isFinite(value);
  return (
    <div className="@container-[size] grid h-full place-items-center">
      <p
        className="max-w-full truncate text-[clamp(1.25rem,min(45cqh,18cqw),5rem)] leading-none font-semibold tracking-tight tabular-nums"
        title={isNumber ? grouped(value) : text}
      >
        {isNumber ? valueText(value, unit) : text}
      </p>
    </div>
  );
}
