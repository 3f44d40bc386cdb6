import type { LogRecord } from '@logboom/core';
import { stripAnsi } from '../table/ansi.ts';
import { LEVEL_WORD } from '../theme/levels.ts';

interface RecordLinesProps {
  records: readonly LogRecord[] | undefined;
  error: Error | null;
  current: LogRecord;
  onOpen: (id: string) => void;
}

/** Records as short lines with their distance in time to the current one. */
export function RecordLines({ records, error, current, onOpen }: RecordLinesProps) {
  if (error) {
    return (
      <p role="alert" className="text-error">
        {error.message}
      </p>
    );
  }
  if (records === undefined) return <p className="text-ink-faint">Loading …</p>;
  const base = Date.parse(current.timestamp);
  return (
    <ol className="font-mono text-xs">
      {records.map((record) => (
        <li key={record.id}>
          <button
            type="button"
            aria-current={record.id === current.id}
            onClick={() => onOpen(record.id)}
            className="flex w-full gap-2 rounded px-1 py-0.5 text-left hover:bg-hover aria-[current=true]:bg-selected"
          >
            <span className="w-[9ch] shrink-0 text-right text-ink-faint tabular-nums">
              {distance(Date.parse(record.timestamp) - base)}
            </span>
            <span className={`w-[5ch] shrink-0 ${LEVEL_WORD[record.level]}`}>{record.level}</span>
            <span className="truncate">{stripAnsi(record.message).slice(0, 300)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function distance(ms: number): string {
  const size = Math.abs(ms);
  const text =
    size < 1000
      ? `${size}ms`
      : size < 60_000
        ? `${(size / 1000).toFixed(1)}s`
        : `${Math.round(size / 60_000)}m`;
  return ms < 0 ? `-${text}` : `+${text}`;
}
