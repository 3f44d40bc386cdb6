import { useQuery } from '@tanstack/react-query';
import { fetchRows } from '../data/rows.ts';
import { boundsOf, type TimeRange } from '../data/time-range.ts';
import { ResultTable } from './ResultTable.tsx';

interface ResultViewProps {
  query: string;
  range: TimeRange;
  run: number;
}

const MOST = 10_000;

/** The answer of a query whose pipes make rows of their own: statistics, tops, chosen fields. */
export function ResultView({ query, range, run }: ResultViewProps) {
  const { data, error, isPending } = useQuery({
    queryKey: ['rows', query, range, run],
    queryFn: ({ signal }) => fetchRows(query, boundsOf(range, Date.now()), MOST, signal),
    retry: false,
  });
  if (error) {
    return (
      <p role="alert" className="p-4 text-error">
        {error.message}
      </p>
    );
  }
  if (isPending) return <p className="p-4 text-ink-faint">Loading …</p>;
  return <ResultTable rows={data} complete={data.length < MOST} />;
}
