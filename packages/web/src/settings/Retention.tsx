import { forecastText } from '../storage/forecast-text.ts';
import { useStorage } from '../storage/use-storage.ts';
import { Code } from '../ui/Code.tsx';
import { daysText } from '../ui/number.ts';
import { useSettings } from './use-settings.ts';

/** How long records are kept, where that is set, and what it means for the disk. */
export function Retention() {
  const { data, error } = useSettings();
  const { data: storage } = useStorage();
  if (error) {
    return (
      <p role="alert" className="text-error">
        {error.message}
      </p>
    );
  }
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  const { retention } = data;
  return (
    <>
      <p>
        {retention === null ? (
          <>
            Records are kept <strong>for ever</strong>.
          </>
        ) : (
          <>
            Records are kept <strong>{daysText(retention)}</strong>; older ones are dropped a day at a time.
          </>
        )}{' '}
        {storage && forecastText(storage)}
      </p>
      <p className="text-ink-soft">
        Set it where the server is started, and start it again: a number with d, w or y, or off.
      </p>
      <Code name="In logboom.yaml; or --retention 30d, or LOGBOOM_RETENTION=30d" text="retention: 30d" />
    </>
  );
}
