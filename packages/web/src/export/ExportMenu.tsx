import { useState } from 'react';
import type { TimeRange } from '../data/time-range.ts';
import { Button } from '../ui/Button.tsx';
import { grouped } from '../ui/number.ts';
import { Popover } from '../ui/Popover.tsx';
import { exportResult, FORMATS, type Format } from './export.ts';

const NAMES: Record<Format, string> = { ndjson: 'NDJSON', json: 'JSON', csv: 'CSV' };

/** The current result as a file. */
export function ExportMenu({ query, range }: { query: string; range: TimeRange }) {
  return (
    <Popover label="Export" caption={null} icon="download" width="w-60">
      {() => <Choices query={query} range={range} />}
    </Popover>
  );
}

function Choices({ query, range }: { query: string; range: TimeRange }) {
  const [state, setState] = useState('');
  const save = async (format: Format) => {
    setState('Counting …');
    try {
      const count = await exportResult(query, range, format);
      setState(
        count === undefined ? 'The browser saves the rows.' : `The browser saves ${grouped(count)} records.`,
      );
    } catch (error) {
      setState(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <div className="flex gap-1">
        {FORMATS.map((format) => (
          <Button key={format} look="outline" onClick={() => void save(format)}>
            {NAMES[format]}
          </Button>
        ))}
      </div>
      <p role="status" className="mt-2 text-xs text-ink-faint">
        {state || 'Everything that this query finds in this time, whether it is on the screen or not.'}
      </p>
    </>
  );
}
