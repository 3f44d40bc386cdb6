import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { fetchRows } from '../data/rows.ts';
import { boundsOf } from '../data/time-range.ts';
import { agoOf } from '../table/time.ts';
import { useNow } from '../table/use-now.ts';
import { LastSelect } from '../ui/LastSelect.tsx';
import { duration, grouped } from '../ui/number.ts';
import { ScrollView } from '../ui/ScrollView.tsx';

const MOST = 200;
const QUERY = `trace_id:* | stats by (trace_id) count() as records, count() if (level:in(error, fatal)) as errors, count_uniq(service) as services, min(_time) as first, max(_time) as last | sort by (last desc) | limit ${MOST}`;

/** The traces that logged last. */
export function TracesPage() {
  const { last = '1h' } = useSearch({ from: '/traces' });
  const navigate = useNavigate();
  const now = useNow(1000);
  const { data, error, isPending } = useQuery({
    queryKey: ['traces', last],
    queryFn: ({ signal }) => fetchRows(QUERY, boundsOf({ last }, Date.now()), MOST, signal),
    refetchInterval: 10_000,
  });
  return (
    <ScrollView label="Traces" className="max-w-5xl gap-4 p-4 sm:p-6">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="text-lg font-semibold">Traces</h1>
        <LastSelect
          last={last}
          onChange={(next) => void navigate({ to: '/traces', search: { last: next } })}
        />
      </header>
      {error && (
        <p role="alert" className="text-error">
          {error.message}
        </p>
      )}
      {isPending && <p className="text-ink-faint">Loading …</p>}
      {data?.length === 0 && (
        <p className="text-ink-soft">
          No record names a trace here. A record with a <code>trace_id</code> (or <code>traceId</code>,{' '}
          <code>trace.id</code>) becomes part of one.
        </p>
      )}
      {data && data.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full text-xs">
            <thead className="text-left text-ink-faint">
              <tr>
                {['Trace', 'Services', 'Records', 'Errors', 'Length', 'Last record'].map((name, index) => (
                  <th
                    key={name}
                    scope="col"
                    className={`px-2 py-1 font-normal ${index === 0 ? '' : 'text-right'} ${index === 1 || index === 4 ? 'max-sm:hidden' : ''}`}
                  >
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="tabular-nums">
              {data.map(
                ({ trace_id: trace = '', records, errors, services, first = '', last: newest = '' }) => (
                  <tr key={trace} className="border-t border-line hover:bg-hover">
                    <th scope="row" className="px-2 py-1 text-left font-mono font-normal">
                      <Link
                        to="/traces/$trace"
                        params={{ trace }}
                        className="inline-block max-w-[14ch] truncate align-bottom text-accent underline sm:max-w-none"
                      >
                        {trace}
                      </Link>
                    </th>
                    <td className="px-2 text-right max-sm:hidden">{services}</td>
                    <td className="px-2 text-right">{grouped(Number(records))}</td>
                    <td
                      className={`px-2 text-right ${Number(errors) > 0 ? 'font-semibold text-error' : 'text-ink-faint'}`}
                    >
                      {grouped(Number(errors))}
                    </td>
                    <td className="px-2 text-right max-sm:hidden">
                      {duration(Date.parse(newest) - Date.parse(first))}
                    </td>
                    <td className="px-2 text-right text-ink-soft">{agoOf(now - Date.parse(newest))}</td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
    </ScrollView>
  );
}
