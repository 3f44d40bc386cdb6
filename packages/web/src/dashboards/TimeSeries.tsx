import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SeriesSet } from '../data/series.ts';
import { useTheme } from '../theme/theme.ts';
import { useMedia } from '../ui/media.ts';
import { valueText } from '../ui/number.ts';
import { useSize } from '../ui/use-size.ts';
import { Legend } from './Legend.tsx';
import { colorOf, resolveColor } from './series-color.ts';
import { clock, tickText } from './time-text.ts';

interface TimeSeriesProps {
  data: SeriesSet;
  unit: string;
  /** Charts of one group show their cursor at the same time. */
  group: string;
  /** A span was chosen by dragging, in milliseconds. */
  onSpan: (start: number, end: number) => void;
}

const DRAG_LEAST = 6;
const FONT = '11px system-ui, sans-serif';

/** Lines over time. Levels have their own colours; dragging chooses a span. */
export default function TimeSeries({ data, unit, group, onSpan }: TimeSeriesProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const { width, height } = useSize(box);
  const theme = useTheme();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const [at, setAt] = useState<number | null>(null);
  const table = useMemo(
    (): uPlot.AlignedData => [data.times, ...data.series.map(({ values }) => values)],
    [data],
  );
  const names = data.series.map(({ name }) => name).join('\n');
  const latest = useRef({ table, onSpan });
  latest.current = { table, onSpan };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours change with the theme
  useEffect(() => {
    if (box.current === null || names === '' || width === 0) return;
    const options = optionsOf(names.split('\n'), unit, group, box.current);
    const chart = new uPlot(
      {
        ...options,
        width,
        height: Math.max(60, height),
        hooks: {
          setCursor: [({ cursor }) => setAt(cursor.idx ?? null)],
          setSelect: [
            (self) => {
              const { left, width: wide } = self.select;
              if (wide < DRAG_LEAST) return;
              latest.current.onSpan(self.posToVal(left, 'x') * 1000, self.posToVal(left + wide, 'x') * 1000);
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      latest.current.table,
      box.current,
    );
    plot.current = chart;
    return () => {
      plot.current = undefined;
      chart.destroy();
    };
  }, [names, unit, group, width, height, theme, dark]);
  useEffect(() => plot.current?.setData(table), [table]);

  if (names === '') return <p className="text-ink-soft">No values in this range.</p>;
  return (
    <figure className="flex h-full min-h-0 flex-col gap-1" aria-label={describe(data)}>
      <div ref={box} className="min-h-0 flex-1 overflow-hidden" />
      <Legend data={data} at={at} unit={unit} />
    </figure>
  );
}

function optionsOf(
  names: string[],
  unit: string,
  group: string,
  element: HTMLElement,
): Omit<uPlot.Options, 'width' | 'height'> {
  const color = (name: string) => resolveColor(element, `--${name}`);
  const axis: uPlot.Axis = {
    font: FONT,
    stroke: color('ink-faint'),
    grid: { stroke: color('line'), width: 1 },
    ticks: { show: false },
  };
  return {
    legend: { show: false },
    cursor: { sync: { key: group }, drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
    padding: [8, 20, 0, 0],
    axes: [
      {
        ...axis,
        size: 24,
        grid: { show: false },
        values: (_plot, splits) => splits.map((at) => tickText(at, splits)),
      },
      { ...axis, size: 48, values: (_plot, splits) => splits.map((value) => valueText(value, unit)) },
    ],
    scales: { y: { range: (_plot, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * 1.05] } },
    series: [
      {},
      ...names.map((name, index) => ({
        label: name,
        width: 1.5,
        spanGaps: true,
        points: { show: false },
        stroke: color(colorOf(name, index)),
        fill: names.length === 1 ? `color-mix(in srgb, ${color(colorOf(name, index))} 12%, transparent)` : '',
      })),
    ],
  };
}

/** What a reader hears in the place of the lines. */
function describe({ times, series }: SeriesSet): string {
  const lines = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    return `${name}, at most ${valueText(Math.max(...known), '')}, last ${valueText(known.at(-1) ?? 0, '')}`;
  });
  return `Lines from ${clock(times[0] ?? 0)} to ${clock(times.at(-1) ?? 0)}: ${lines.join('; ')}`;
}
