import { forecastText, isUrgent } from '../storage/forecast-text.ts';
import { useStorage } from '../storage/use-storage.ts';
import { bytes, compact, daysText, grouped } from '../ui/number.ts';
import { Fact } from './Fact.tsx';

const DAYS_SHOWN = 30;
const URGENT_DAYS = 14;

/** What the records take of the disk, and where that leads. */
export function Storage() {
  const { data, error } = useStorage();
  if (error && data === undefined) return <p className="text-error">{error.message}</p>;
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  const { growth, disk, retention, days } = data;
  return (
    <div className="grid gap-3">
      <p>
        <span className="text-xl font-semibold tabular-nums">{bytes(data.bytes)}</span>{' '}
        <span className="text-ink-soft">for {compact(data.records)} records</span>
      </p>
      {disk && <DiskBar used={disk.total - disk.free} own={data.bytes} total={disk.total} />}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {disk && <Fact name="Disk" value={`${bytes(disk.free)} free of ${bytes(disk.total)}`} />}
        <Fact
          name="Growth"
          value={growth === null ? 'not known yet' : `${bytes(growth.bytesPerDay)} a day`}
        />
        <Fact name="Retention" value={retention === null ? 'for ever' : daysText(retention)} />
      </dl>
      {days.length > 1 && <Days days={days.slice(0, DAYS_SHOWN)} />}
      <p className={isUrgent(data, URGENT_DAYS) ? 'font-medium text-error' : 'text-ink-soft'}>
        {forecastText(data)}
      </p>
    </div>
  );
}

/** The disk: what is ours, what others use, what is free. */
function DiskBar({ used, own, total }: { used: number; own: number; total: number }) {
  const percent = (part: number) => `${Math.min(100, (part / total) * 100)}%`;
  return (
    <div className="flex h-1.5 overflow-hidden rounded-full bg-hover" aria-hidden="true">
      <div className="min-w-0.5 bg-accent" style={{ width: percent(own) }} title={`Logboom: ${bytes(own)}`} />
      <div className="bg-line-strong" style={{ width: percent(used - own) }} title="Other files" />
    </div>
  );
}

function Days({ days }: { days: { day: string; records: number; bytes: number }[] }) {
  const most = Math.max(1, ...days.map((day) => day.bytes));
  return (
    <figure>
      <div className="flex h-8 items-end gap-px" aria-hidden="true">
        {days.toReversed().map(({ day, records, bytes: size }) => (
          <span
            key={day}
            title={`${day}: ${bytes(size)}, ${grouped(records)} records`}
            className="min-w-0 max-w-4 flex-1 rounded-t-[2px] bg-accent/60 hover:bg-accent"
            style={{ height: `${Math.max(4, (size / most) * 100)}%` }}
          />
        ))}
      </div>
      <figcaption className="text-xs text-ink-faint">
        {days.length} days, at most {bytes(most)}
      </figcaption>
    </figure>
  );
}
