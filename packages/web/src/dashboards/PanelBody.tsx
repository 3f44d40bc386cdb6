import type { Panel } from '@logboom/server/documents';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { fetchRows } from '../data/rows.ts';
import { fetchSeries } from '../data/series.ts';
import { boundsOf, spanOf, type TimeRange } from '../data/time-range.ts';
import { ResultTable } from '../result/ResultTable.tsx';
import { HeatMap } from './HeatMap.tsx';
import { SingleValue } from './SingleValue.tsx';
import { TopList } from './TopList.tsx';

const TimeSeries = lazy(() => import('./TimeSeries.tsx'));

const EVERY_MS = 15_000;
const MOST = 1000;
/** Values a line has for each column of the grid that its panel is wide. */
const POINTS_PER_COLUMN = 16;

export interface PanelBodyProps {
  panel: Pick<Panel, 'kind' | 'width' | 'unit'>;
  /** With its variables filled in. */
  query: string;
  range: TimeRange;
  /** Charts of one group share their cursor. */
  group: string;
  onSpan: (start: number, end: number) => void;
}

/** What a panel shows: asked again every few seconds while its range ends now. */
export function PanelBody(props: PanelBodyProps) {
  const { kind } = props.panel;
  return kind === 'time series' || kind === 'heat map' ? <OverTime {...props} /> : <Rows {...props} />;
}

const refetching = (range: TimeRange) => ({
  refetchInterval: 'from' in range ? (false as const) : EVERY_MS,
  retry: false,
});

function OverTime({ panel, query, range, group, onSpan }: PanelBodyProps) {
  const { kind, width, unit = '' } = panel;
  const points = Math.floor(width * (kind === 'heat map' ? POINTS_PER_COLUMN / 3 : POINTS_PER_COLUMN));
  const { data, error } = useQuery({
    queryKey: ['series', query, range, points],
    queryFn: ({ signal }) => {
      const { start, end } = spanOf(range, Date.now());
      return fetchSeries(query, start, end, points, signal);
    },
    ...refetching(range),
  });
  if (data === undefined) return <Waiting error={error} />;
  if (kind === 'heat map') return <HeatMap data={data} unit={unit} onSpan={onSpan} />;
  return (
    <Suspense fallback={<Waiting error={null} />}>
      <TimeSeries data={data} unit={unit} group={group} onSpan={onSpan} />
    </Suspense>
  );
}

function Rows({ panel, query, range }: PanelBodyProps) {
  const { kind, unit = '' } = panel;
  const { data, error } = useQuery({
    queryKey: ['panel', query, range],
    queryFn: ({ signal }) => fetchRows(query, boundsOf(range, Date.now()), MOST, signal),
    ...refetching(range),
  });
  if (data === undefined) return <Waiting error={error} />;
  if (kind === 'single value') return <SingleValue rows={data} unit={unit} />;
  if (kind === 'top list') return <TopList rows={data} unit={unit} />;
  if (data.length === 0) return <p className="text-ink-soft">No rows in this range.</p>;
  return <ResultTable rows={data} complete={data.length < MOST} />;
}

const Waiting = ({ error }: { error: Error | null }) =>
  error === null ? (
    <p className="text-ink-faint">Loading …</p>
  ) : (
    <p role="alert" className="text-error">
      {error.message}
    </p>
  );
