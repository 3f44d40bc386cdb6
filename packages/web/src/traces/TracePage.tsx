import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { exactTerm } from '../data/filter-text.ts';
import { fetchTrace } from '../data/records.ts';
import { grouped } from '../ui/number.ts';
import { ScrollView } from '../ui/ScrollView.tsx';
import { gatherSpans } from './spans.ts';
import { Waterfall } from './Waterfall.tsx';

const MOST = 5000;

/** One trace: its spans in time, with their records. */
export function TracePage() {
  const { trace } = useParams({ from: '/traces/$trace' });
  const { data, error, isPending } = useQuery({
    queryKey: ['trace', trace, MOST],
    queryFn: ({ signal }) => fetchTrace(trace, MOST, signal),
  });
  return (
    <ScrollView label="Trace" className="max-w-[110rem] gap-4 p-4 sm:p-6">
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-lg font-semibold">Trace</h1>
        <code className="font-mono text-xs break-all text-ink-soft">{trace}</code>
        <Link
          to="/"
          search={{ q: exactTerm('trace_id', trace), last: 'all', live: '0' }}
          className="text-accent underline"
        >
          Its records
        </Link>
      </header>
      {error && (
        <p role="alert" className="text-error">
          {error.message}
        </p>
      )}
      {isPending && <p className="text-ink-faint">Loading …</p>}
      {data?.length === 0 && <p className="text-ink-soft">No record of this trace is stored.</p>}
      {data && data.length > 0 && <Waterfall spans={gatherSpans(data)} />}
      {data?.length === MOST && (
        <p className="text-warn">Only the first {grouped(MOST)} records are shown.</p>
      )}
    </ScrollView>
  );
}
