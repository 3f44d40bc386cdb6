import { useState } from 'react';
import { LAST_CHOICES, labelOf, type TimeRange } from '../data/time-range.ts';
import { momentOf, wallClock, type Zone, zoneTitle } from '../time/zone.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';

interface RangePickerProps {
  range: TimeRange;
  zone: Zone;
  onRange: (range: TimeRange) => void;
}

/** When: the last while, or a span between two times. */
export function RangePicker({ range, zone, onRange }: RangePickerProps) {
  return (
    <Popover label="Time range" caption={labelOf(range, zone)} icon="clock" look="outline" width="w-80">
      {(close) => {
        const pick = (next: TimeRange) => {
          onRange(next);
          close();
        };
        return (
          <>
            <ul className="grid grid-cols-2 gap-1">
              {LAST_CHOICES.map((last) => (
                <li key={last}>
                  <button
                    type="button"
                    aria-pressed={'last' in range && range.last === last}
                    className="w-full rounded px-2 py-1 text-left hover:bg-hover aria-pressed:bg-selected"
                    onClick={() => pick({ last })}
                  >
                    {labelOf({ last })}
                  </button>
                </li>
              ))}
            </ul>
            <SpanForm range={range} zone={zone} onPick={pick} />
          </>
        );
      }}
    </Popover>
  );
}

interface SpanFormProps {
  range: TimeRange;
  zone: Zone;
  onPick: (range: TimeRange) => void;
}

function SpanForm({ range, zone, onPick }: SpanFormProps) {
  const [from, setFrom] = useState(() =>
    localText('from' in range ? Date.parse(range.from) : Date.now() - 3_600_000, zone),
  );
  const [to, setTo] = useState(() => localText('to' in range ? Date.parse(range.to) : Date.now(), zone));
  const valid = momentOf(from, zone) < momentOf(to, zone);
  return (
    <form
      className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2 border-t border-line pt-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onPick({ from: isoOf(from, zone), to: isoOf(to, zone) });
      }}
    >
      <p className="text-xs text-ink-faint">{zoneTitle(zone)}</p>
      <TimeField label="From" value={from} onChange={setFrom} />
      <TimeField label="To" value={to} onChange={setTo} />
      <Button type="submit" look="strong" disabled={!valid} className="justify-center">
        Show this span
      </Button>
    </form>
  );
}

function TimeField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="flex items-center gap-2">
      <span className="w-10 text-ink-soft">{label}</span>
      <input
        type="datetime-local"
        step="1"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-7 min-w-0 flex-1 rounded border border-line-strong bg-paper px-1"
      />
    </label>
  );
}

/** What `datetime-local` reads: the clock of a zone, without saying which. */
const localText = (ms: number, zone: Zone): string => wallClock(ms, zone).toISOString().slice(0, 19);

/** `datetime-local` leaves seconds out when they are zero. */
const isoOf = (text: string, zone: Zone): string => new Date(momentOf(text, zone)).toISOString();
