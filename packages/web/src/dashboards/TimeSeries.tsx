import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { LEVELS } from '@logboom/core';
import type { SeriesSet } from '../data/series.ts';
import { compact } from '../ui/number.ts';
import { useWidth } from '../ui/use-width.ts';

const HEIGHT = 200;
const COLORS = ['info', 'warn', 'debug', 'fatal', 'error', 'trace'];

const FORMAT = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Lines over time. Levels have their own colours. */
export default function TimeSeries({ data }: { data: SeriesSet }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 10);
  const table = useMemo(
    (): uPlot.AlignedData => [data.times, ...data.series.map(({ values }) => values)],
    [data],
  );
  const names = data.series.map(({ name }) => name).join('\n');

  useEffect(() => {
    if (box.current === null || names === '') return;
    const style = getComputedStyle(box.current);
    const color = (name: string) => resolved(style, `--${name}`);
    const axis = {
      stroke: color('ink-faint'),
      grid: { stroke: color('line') },
      ticks: { stroke: color('line') },
    };
    const plot = new uPlot(
      {
        width,
        height: HEIGHT,
        axes: [
          { ...axis, values: (_plot, splits) => splits.map((at) => FORMAT.format(at * 1000)) },
          { ...axis, values: (_plot, splits) => splits.map(compact) },
        ],
        series: [
          { value: (_plot, at) => (at === null ? '–' : FORMAT.format(at * 1000)) },
          ...names.split('\n').map((name, index) => ({
            label: name,
            width: 1.5,
            spanGaps: true,
            stroke: color(colorOf(name, index)),
          })),
        ],
      },
      table,
      box.current,
    );
    return () => plot.destroy();
  }, [table, names, width]);

  if (names === '') return <p className="text-ink-faint">No values in this range.</p>;
  return <div ref={box} className="min-h-[200px]" />;
}

const colorOf = (name: string, index: number): string =>
  `level-${(LEVELS as readonly string[]).includes(name) ? name : COLORS[index % COLORS.length]}`;

/** A canvas knows no variables, and `light-dark()` only through an element that has the colour. */
function resolved(style: CSSStyleDeclaration, variable: string): string {
  const probe = document.createElement('span');
  probe.style.color = style.getPropertyValue(variable);
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
