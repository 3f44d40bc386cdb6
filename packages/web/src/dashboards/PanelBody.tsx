import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { fetchRows, type ResultRow } from '../data/rows.ts';
import { fetchSeries } from '../data/series.ts';
import { boundsOf, lengthOf } from '../data/time-range.ts';
import { isNumeric, namesOf } from '../result/cells.ts';
import { ResultTable } from '../result/ResultTable.tsx';
import { compact, grouped } from '../ui/number.ts';
import type { Kind } from './model.ts';

const TimeSeries = lazy(() => import('./TimeSeries.tsx'));

const EVERY_MS = 15_000;
const MOST = 1000;
const DAY_MS = 86_400_000;

interface PanelBodyProps {
  kind: Kind;
  /** With its variables filled in. */
  query: string;
  last: string;
}

/** What a panel shows: asked again every few seconds. */
export function PanelBody({ kind, query, last }: PanelBodyProps) {
  return kind === 'time series' ? (
    <Lines query={query} last={last} />
  ) : (
    <Rows kind={kind} query={query} last={last} />
  );
}

function Lines({ query, last }: { query: string; last: string }) {
  const { data, error } = useQuery({
    queryKey: ['series', query, last],
    queryFn: ({ signal }) => {
      const length = lengthOf(last) ?? DAY_MS;
      return fetchSeries(
        query,
        Date.now() - (Number.isFinite(length) ? length : 30 * DAY_MS),
        Date.now(),
        signal,
      );
    },
    refetchInterval: EVERY_MS,
    retry: false,
  });
  if (error) return <Failure error={error} />;
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  return (
    <Suspense fallback={<p className="text-ink-faint">Loading …</p>}>
      <TimeSeries data={data} />
    </Suspense>
  );
}

function Rows({ kind, query, last }: PanelBodyProps) {
  const { data, error } = useQuery({
    queryKey: ['panel', query, last],
    queryFn: ({ signal }) => fetchRows(query, boundsOf({ last }, Date.now()), MOST, signal),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  if (error) return <Failure error={error} />;
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  if (kind === 'single value') return <SingleValue rows={data} />;
  if (kind === 'top list') return <TopList rows={data} />;
  return (
    <div className="h-56">
      <ResultTable rows={data} complete={data.length < MOST} />
    </div>
  );
}

const Failure = ({ error }: { error: Error }) => (
  <p role="alert" className="text-error">
    {error.message}
  </p>
);

function SingleValue({ rows }: { rows: ResultRow[] }) {
  const text = Object.values(rows[0] ?? {})[0] ?? '–';
  const value = Number(text);
  return (
    <p className="py-6 text-center text-4xl font-semibold tabular-nums" title={text}>
      {text !== '' && Number.isFinite(value) ? compact(value) : text}
    </p>
  );
}

/** The last column of numbers as bars, named by the other columns. */
function TopList({ rows }: { rows: ResultRow[] }) {
  const names = namesOf(rows);
  const number = names.findLast((name) => isNumeric(rows, name));
  if (number === undefined) return <p className="text-ink-soft">A top list needs a column of numbers.</p>;
  const most = Math.max(1, ...rows.map((row) => Number(row[number] ?? 0)));
  return (
    <ol className="grid gap-0.5 text-xs">
      {rows.slice(0, 20).map((row) => {
        const label = names
          .filter((name) => name !== number)
          .map((name) => row[name] ?? '')
          .join(', ');
        const value = Number(row[number] ?? 0);
        return (
          <li key={label} className="relative flex justify-between px-2 py-0.5">
            <span
              aria-hidden="true"
              className="absolute inset-0 bg-selected"
              style={{ width: `${(value / most) * 100}%` }}
            />
            <span className="relative truncate font-mono">{label || '(empty)'}</span>
            <span className="relative pl-2 tabular-nums">{grouped(value)}</span>
          </li>
        );
      })}
    </ol>
  );
}
