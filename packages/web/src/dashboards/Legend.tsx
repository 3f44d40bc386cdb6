import type { SeriesSet } from '../data/series.ts';
import { valueText } from '../ui/number.ts';
import { colorOf } from './series-color.ts';
import { clock } from './time-text.ts';

/** The names of the lines, with their values at the cursor, else the last whole ones. */
export function Legend({ data, at, unit }: { data: SeriesSet; at: number | null; unit: string }) {
  const { times, series, partial, leftOut } = data;
  // What is not over yet looks like a fall.
  const shown = at ?? Math.max(0, times.length - (partial ? 2 : 1));
  return (
    <figcaption className="flex max-h-12 shrink-0 flex-wrap gap-x-3 overflow-auto text-xs text-ink-soft">
      <span className="w-20 text-ink-faint tabular-nums">{at === null ? 'Last' : clock(times[at] ?? 0)}</span>
      {series.map(({ name, values }, index) => {
        const value = values[shown];
        return (
          <span key={name} className="inline-flex max-w-full items-center gap-1">
            <span
              aria-hidden="true"
              className="h-0.5 w-3 shrink-0 rounded-full"
              style={{ background: `var(--${colorOf(name, index)})` }}
            />
            <span className="truncate">{name || '(empty)'}</span>
            <span className="text-ink tabular-nums">
              {value === null || value === undefined ? '–' : valueText(value, unit)}
            </span>
          </span>
        );
      })}
      {leftOut > 0 && <span className="text-ink-faint">and {leftOut} smaller ones</span>}
    </figcaption>
  );
}
