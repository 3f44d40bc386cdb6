import { Link } from '@tanstack/react-router';
import { exactTerm } from '../data/filter-text.ts';
import { compact, grouped } from '../ui/number.ts';
import type { Activity, ServiceActivity } from './activity.ts';

const MOST = 20;
const FORMAT = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Services over time: how much each logged, and how much of it were errors. */
export function HeatMap({ activity, last }: { activity: Activity; last: string }) {
  const { services, start, step } = activity;
  const most = Math.max(1, ...services.flatMap(({ buckets }) => buckets.map(({ total }) => total)));
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-[36rem] border-separate border-spacing-y-0.5 text-xs">
        <thead className="text-ink-faint">
          <tr>
            <th scope="col" className="w-40 text-left font-normal">
              Service
            </th>
            <th scope="col" className="text-left font-normal">
              From {FORMAT.format(start)} to now
            </th>
            <th scope="col" className="w-20 text-right font-normal">
              Records
            </th>
            <th scope="col" className="w-20 text-right font-normal">
              Errors
            </th>
            <th scope="col" className="w-16 text-right font-normal">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {services.slice(0, MOST).map((service) => (
            <ServiceRow
              key={service.service}
              service={service}
              most={most}
              start={start}
              step={step}
              last={last}
            />
          ))}
        </tbody>
      </table>
      {services.length > MOST && (
        <p className="mt-1 text-ink-faint">and {services.length - MOST} more services</p>
      )}
    </div>
  );
}

interface ServiceRowProps {
  service: ServiceActivity;
  most: number;
  start: number;
  step: number;
  last: string;
}

function ServiceRow({ service, most, start, step, last }: ServiceRowProps) {
  const { service: name, total, errors, buckets } = service;
  const share = total === 0 ? 0 : (errors / total) * 100;
  return (
    <tr>
      <th scope="row" className="max-w-40 truncate pr-2 text-left font-mono font-normal">
        <Link to="/" search={{ q: exactTerm('service', name), last }} className="hover:underline">
          {name || '(no service)'}
        </Link>
      </th>
      <td>
        <div className="flex h-5 gap-px" aria-hidden="true">
          {buckets.map((bucket, index) => {
            const at = start + index * step;
            return (
              <span
                key={at}
                title={`${FORMAT.format(at)}: ${grouped(bucket.total)} records, ${grouped(bucket.errors)} errors`}
                className="min-w-0 flex-1 rounded-[2px]"
                style={cellStyle(bucket, most)}
              />
            );
          })}
        </div>
      </td>
      <td className="text-right tabular-nums">{compact(total)}</td>
      <td className={`text-right tabular-nums ${errors > 0 ? 'font-semibold text-error' : 'text-ink-faint'}`}>
        {compact(errors)}
      </td>
      <td className="text-right text-ink-soft tabular-nums">
        {share === 0 ? '–' : `${share < 1 ? '<1' : Math.round(share)} %`}
      </td>
    </tr>
  );
}

/** How much by the logarithm, so that a quiet service does not vanish beside a loud one; from below, the errors. */
function cellStyle({ total, errors }: { total: number; errors: number }, most: number) {
  if (total === 0) return { background: 'var(--hover)' };
  const strength = 15 + (60 * Math.log1p(total)) / Math.log1p(most);
  // By the square root: one error of a hundred is still seen.
  const red = errors === 0 ? 0 : Math.max(12, 100 * Math.sqrt(errors / total));
  const calm = `color-mix(in oklab, var(--level-info) ${strength.toFixed(0)}%, var(--surface))`;
  return {
    background: `linear-gradient(to top, var(--level-error) ${red.toFixed(0)}%, ${calm} ${red.toFixed(0)}%)`,
  };
}
