import { useQuery } from '@tanstack/react-query';
import { compact, grouped, valueText } from '../ui/number.ts';
import { fetchActiveTraces } from './active-traces.ts';
import type { Activity } from './activity.ts';
import { shareText } from './HeatMap.tsx';

const EVERY_MS = 10_000;

/** The large numbers. @param length milliseconds that the activity is of */
export function Figures({ activity, length }: { activity: Activity | undefined; length: number }) {
  const traces = useQuery({
    queryKey: ['active-traces'],
    queryFn: fetchActiveTraces,
    refetchInterval: EVERY_MS,
  });
  const all = activity?.all;
  const errors = all?.errors ?? 0;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 lg:grid-cols-6">
      <Figure name="Records" value={all && compact(all.total)} title={all && grouped(all.total)} />
      <Figure name="Records a second" value={all && valueText((all.total / length) * 1000, '')} />
      <Figure
        name="Errors"
        value={all && compact(errors)}
        title={all && grouped(errors)}
        alarm={errors > 0}
      />
      <Figure name="Share of errors" value={all && shareText(errors, all.total)} />
      <Figure
        name="Services"
        value={activity && grouped(activity.services.filter(({ service }) => service !== '').length)}
      />
      <Figure
        name="Active traces"
        value={traces.data === undefined ? undefined : grouped(traces.data)}
        title="Traces with records in the last 5 minutes"
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string | undefined;
  title?: string | undefined;
  alarm?: boolean;
}

const Figure = ({ name, value = '…', title, alarm = false }: FigureProps) => (
  <div className="bg-surface px-4 py-3" title={title}>
    <dt className="text-ink-faint">{name}</dt>
    <dd className={`text-2xl leading-8 font-semibold tabular-nums ${alarm ? 'text-error' : ''}`}>{value}</dd>
  </div>
);
