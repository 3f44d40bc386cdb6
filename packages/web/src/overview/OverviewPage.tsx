import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { fetchRecords } from '../data/query.ts';
import { readRecord } from '../data/row.ts';
import { boundsOf, lengthOf } from '../data/time-range.ts';
import { useNow } from '../table/use-now.ts';
import { LastSelect } from '../ui/LastSelect.tsx';
import { compact, grouped } from '../ui/number.ts';
import { ScrollView } from '../ui/ScrollView.tsx';
import { fetchActiveTraces } from './active-traces.ts';
import { fetchActivity } from './activity.ts';
import { ErrorPatterns } from './ErrorPatterns.tsx';
import { Health } from './Health.tsx';
import { HeatMap } from './HeatMap.tsx';
import { groupByPattern } from './patterns.ts';

const ERRORS_LOOKED_AT = 1000;
const EVERY_MS = 10_000;

/** How everything is, at a glance. */
export function OverviewPage() {
  const { last = '1h' } = useSearch({ from: '/overview' });
  const navigate = useNavigate();
  const now = useNow(1000);
  const activity = useQuery({
    queryKey: ['activity', last],
    queryFn: ({ signal }) => fetchActivity(lengthOf(last) ?? 3_600_000, signal),
    refetchInterval: EVERY_MS,
  });
  const errors = useQuery({
    queryKey: ['errors', last],
    queryFn: async ({ signal }) => {
      const bounds = boundsOf({ last }, Date.now());
      const texts = await fetchRecords({
        query: 'level:in(error, fatal)',
        limit: ERRORS_LOOKED_AT,
        ...bounds,
        signal,
      });
      return { patterns: groupByPattern(texts.map(readRecord)), looked: texts.length };
    },
    refetchInterval: EVERY_MS,
  });
  const traces = useQuery({
    queryKey: ['active-traces'],
    queryFn: fetchActiveTraces,
    refetchInterval: EVERY_MS,
  });
  const { totals, total, services } = activity.data ?? {};
  const bad = totals === undefined ? undefined : totals.error + totals.fatal;

  return (
    <ScrollView label="Overview" className="max-w-[110rem] gap-4 p-4 sm:p-6">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="text-lg font-semibold">Overview</h1>
        <LastSelect
          last={last}
          onChange={(next) => void navigate({ to: '/overview', search: { last: next } })}
        />
      </header>
      {activity.error && (
        <p role="alert" className="text-error">
          {activity.error.message}
        </p>
      )}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        <Figure name="Records" value={total === undefined ? '…' : compact(total)} />
        <Figure name="Errors" value={bad === undefined ? '…' : compact(bad)} alarm={(bad ?? 0) > 0} />
        <Figure
          name="Error share"
          value={total === undefined || bad === undefined ? '…' : shareText(bad, total)}
        />
        <Figure
          name="Traces, last 5 minutes"
          value={traces.data === undefined ? '…' : grouped(traces.data)}
        />
        <Figure name="Services" value={services === undefined ? '…' : grouped(services.length)} />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[1fr_22rem]">
        <div className="grid min-w-0 gap-4">
          <Panel title="Services over time">
            {activity.data && <HeatMap activity={activity.data} last={last} />}
          </Panel>
          <Panel
            title={`Errors by pattern${errors.data ? `, of the newest ${grouped(errors.data.looked)}` : ''}`}
          >
            {errors.error && <p className="text-error">{errors.error.message}</p>}
            {errors.data && <ErrorPatterns patterns={errors.data.patterns} now={now} last={last} />}
          </Panel>
        </div>
        <Panel title="Server">
          <Health now={now} />
        </Panel>
      </div>
    </ScrollView>
  );
}

const shareText = (part: number, whole: number): string =>
  whole === 0 || part === 0 ? '0 %' : `${((part / whole) * 100).toPrecision(2)} %`;

function Figure({ name, value, alarm = false }: { name: string; value: string; alarm?: boolean }) {
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3">
      <div className="text-ink-faint">{name}</div>
      <div className={`text-2xl leading-8 font-semibold tabular-nums ${alarm ? 'text-error' : ''}`}>
        {value}
      </div>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 rounded-lg border border-line bg-surface p-4">
      <h2 className="mb-3 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
