import type { ResultRow } from '../data/rows.ts';
import { isNumeric, namesOf } from '../result/cells.ts';
import { grouped, valueText } from '../ui/number.ts';

const MOST = 100;

/** The last column of numbers as bars, named by the other columns. */
export function TopList({ rows, unit }: { rows: ResultRow[]; unit: string }) {
  if (rows.length === 0) return <p className="text-ink-soft">No rows in this range.</p>;
  const names = namesOf(rows);
  const number = names.findLast((name) => isNumeric(rows, name));
  if (number === undefined) {
    return (
      <p className="text-ink-soft">A top list needs a column of numbers: end the query in | stats ....</p>
    );
  }
  const bars = rows.map((row) => ({
    label: names
      .filter((name) => name !== number)
      .map((name) => row[name] ?? '')
      .join(', '),
    value: Number(row[number] ?? 0),
  }));
  const most = Math.max(1e-9, ...bars.map(({ value }) => value));
  const shown = bars.toSorted((a, b) => b.value - a.value).slice(0, MOST);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <ol aria-label="Largest first" tabIndex={0} className="h-full overflow-auto text-xs">
      {shown.map(({ label, value }) => (
        <li key={label} className="py-1" title={`${label}: ${grouped(value)}`}>
          <div className="flex justify-between gap-3">
            <span className="truncate font-mono">{label || '(empty)'}</span>
            <span className="tabular-nums">{valueText(value, unit)}</span>
          </div>
          <div aria-hidden="true" className="mt-0.5 h-1 rounded-full bg-hover">
            <div
              className="h-full rounded-full bg-accent"
              style={{ width: `${Math.max(0, (value / most) * 100)}%` }}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}
