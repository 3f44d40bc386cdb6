import { useId, useState } from 'react';
import type { LogsSearch } from '../app/logs-search.ts';
import type { LogsPatch } from '../app/use-logs-search.ts';
import { isZone, zoneTitle } from '../time/zone.ts';
import { Choice } from '../ui/Choice.tsx';
import { Popover } from '../ui/Popover.tsx';

interface TimeMenuProps {
  search: LogsSearch;
  update: (patch: LogsPatch) => void;
}

/** How times are shown: on which clock, or by how long ago they were. */
export function TimeMenu({ search, update }: TimeMenuProps) {
  const { zone, time } = search;
  return (
    <Popover label="Times" caption={time === 'ago' ? 'Time ago' : zoneTitle(zone)} icon="clock" width="w-72">
      {() => (
        <div className="grid gap-3">
          <Choice
            label="Times are shown"
            choices={['by the clock', 'ago']}
            value={time === 'ago' ? 'ago' : 'by the clock'}
            onChange={(choice) => update({ time: choice === 'ago' ? 'ago' : undefined })}
          />
          <Choice
            label="Time zone"
            choices={['local', 'UTC', ...(zone === undefined || zone === 'UTC' ? [] : [zone])]}
            value={zone ?? 'local'}
            onChange={(choice) => update({ zone: choice === 'local' ? undefined : choice })}
          />
          <ZoneInput onZone={(name) => update({ zone: name })} />
        </div>
      )}
    </Popover>
  );
}

function ZoneInput({ onZone }: { onZone: (zone: string) => void }) {
  const [draft, setDraft] = useState('');
  const list = useId();
  const known = isZone(draft);
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (known) onZone(draft);
      }}
    >
      <input
        type="text"
        aria-label="Another time zone"
        aria-invalid={draft !== '' && !known}
        placeholder="Another, as Asia/Tokyo"
        list={list}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-paper px-2"
      />
      <button
        type="submit"
        disabled={!known}
        className="h-7 rounded-md border border-line bg-raised px-2 hover:bg-hover disabled:opacity-50"
      >
        Use
      </button>
      <datalist id={list}>
        {Intl.supportedValuesOf('timeZone').map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  );
}
