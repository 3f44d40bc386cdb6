import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { type Activity, troubleSeries } from './activity.ts';

const TimeSeries = lazy(() => import('../dashboards/TimeSeries.tsx'));

/** Warnings and worse over time; dragging over a stretch shows its records. */
export function Trouble({ activity }: { activity: Activity }) {
  const navigate = useNavigate();
  const data = useMemo(() => troubleSeries(activity), [activity]);
  if (data.series.length === 0) return <p className="text-ink-soft">None in this time.</p>;
  return (
    <div className="h-44 min-[1900px]:h-[calc(100%-2rem)] min-[1900px]:min-h-44">
      <Suspense fallback={<p className="text-ink-faint">Loading …</p>}>
        <TimeSeries
          data={data}
          unit=""
          group="overview"
          onSpan={(start, end) =>
            void navigate({
              to: '/',
              search: {
                q: 'level:in(warn, error, fatal)',
                from: new Date(start).toISOString(),
                to: new Date(end).toISOString(),
              },
            })
          }
        />
      </Suspense>
    </div>
  );
}
