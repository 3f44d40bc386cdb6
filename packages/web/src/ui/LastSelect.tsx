import { labelOf } from '../data/time-range.ts';

const CHOICES = ['15m', '1h', '6h', '24h', '7d'] as const;

/** The last while, for views that always look at now. */
export function LastSelect({ last, onChange }: { last: string; onChange: (last: string) => void }) {
  return (
    <select
      aria-label="Time range"
      value={last}
      onChange={(event) => onChange(event.target.value)}
      className="h-7 rounded-md border border-line-strong bg-paper px-2"
    >
      {CHOICES.map((choice) => (
        <option key={choice} value={choice}>
          {labelOf({ last: choice })}
        </option>
      ))}
    </select>
  );
}
