import { labelOf } from '../data/time-range.ts';

const CHOICES = ['15m', '1h', '6h', '24h', '7d'] as const;

interface LastSelectProps {
  last: string;
  onChange: (last: string) => void;
  label?: string;
  className?: string;
}

/** The last while, for views that always look at now. */
export function LastSelect({
  last,
  onChange,
  label = 'Time range',
  className = 'h-7 rounded-md border border-line-strong bg-paper px-2',
}: LastSelectProps) {
  // A length that only the URL names stays chosen.
  const choices = (CHOICES as readonly string[]).includes(last) ? CHOICES : [last, ...CHOICES];
  return (
    <select
      aria-label={label}
      value={last}
      onChange={(event) => onChange(event.target.value)}
      className={className}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {labelOf({ last: choice })}
        </option>
      ))}
    </select>
  );
}
