import type { Series, SeriesSet } from '../data/series.ts';
import { grouped, valueText } from '../ui/number.ts';
import { clock } from './time-text.ts';

interface HeatMapProps {
  data: SeriesSet;
  unit: string;
  /** A cell was chosen: its span in milliseconds. */
  onSpan: (start: number, end: number) => void;
}

/** One row for each series, darker where there is more; a press on a cell shows its span. */
export function HeatMap({ data, unit, onSpan }: HeatMapProps) {
  const { times, step, series, leftOut } = data;
  const values = series.flatMap((row) => row.values.filter((value) => value !== null));
  if (values.length === 0) return <p className="text-ink-soft">No values in this range.</p>;
  const most = Math.max(...values, 0);
  const rows = series.toSorted((a, b) => sum(b) - sum(a));
  const marks = [0, Math.floor(times.length / 2), times.length - 1];

  return (
    <div className="flex h-full min-h-0 flex-col gap-1 text-xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label="Rows of the heat map" tabIndex={0} className="min-h-0 flex-1 overflow-auto">
        <ul className="grid h-full gap-px" style={{ gridAutoRows: 'minmax(1.125rem, 1fr)' }}>
          {rows.map((row) => (
            <li key={row.name} className="flex min-w-0 items-stretch gap-2">
              <span className="flex w-24 shrink-0 items-center sm:w-36">
                <span className="truncate font-mono" title={row.name}>
                  {row.name || '(empty)'}
                </span>
                <span className="sr-only">
                  : {grouped(sum(row))} in all, at most {valueText(Math.max(...numbers(row), 0), unit)}
                </span>
              </span>
              <span aria-hidden="true" className="flex min-w-0 flex-1 gap-px">
                {row.values.map((value, index) => {
                  const at = times[index]!;
                  return (
                    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the range picker does the same by keyboard
                    <span
                      key={at}
                      title={`${row.name}, ${clock(at)}: ${value === null ? 'nothing' : valueText(value, unit)}`}
                      className="min-w-0 flex-1 cursor-pointer rounded-[2px] hover:outline-1 hover:outline-accent"
                      style={{ background: shade(value, most) }}
                      onClick={() => onSpan(at * 1000, (at + step) * 1000)}
                    />
                  );
                })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <div className="flex shrink-0 gap-2 text-ink-faint">
        <span className="w-24 shrink-0 sm:w-36">{leftOut > 0 && `and ${leftOut} more`}</span>
        <span className="flex flex-1 justify-between tabular-nums">
          {marks.map((index) => (
            <span key={index}>{clock(times[index]!)}</span>
          ))}
        </span>
      </div>
      <div className="flex shrink-0 items-center justify-end gap-2 text-ink-faint tabular-nums">
        0
        <span
          aria-hidden="true"
          className="h-2 w-24 rounded-full"
          style={{
            background: `linear-gradient(to right, ${shade(0, 1)}, ${shade(0.1, 1)}, ${shade(1, 1)})`,
          }}
        />
        {valueText(most, unit)}
      </div>
    </div>
  );
}

const numbers = ({ values }: Series): number[] => values.filter((value) => value !== null);
const sum = (series: Series): number => numbers(series).reduce((total, value) => total + value, 0);

/** By the square root, so that little is told from nothing. */
function shade(value: number | null, most: number): string {
  if (value === null || value <= 0 || most <= 0) return 'var(--hover)';
  const strength = 14 + 86 * Math.sqrt(value / most);
  return `color-mix(in oklab, var(--accent) ${strength.toFixed(0)}%, var(--surface))`;
}
