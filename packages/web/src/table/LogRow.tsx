import type { LogRecord } from '@logboom/core';
import { memo } from 'react';
import { LEVEL_BAR, LEVEL_TINT, LEVEL_WORD } from '../theme/levels.ts';
import { AnsiText } from './AnsiText.tsx';
import { fieldText } from './columns.ts';
import { Marked } from './Marked.tsx';
import { rowTime, type TimeStyle } from './time.ts';

interface LogRowProps {
  record: LogRecord;
  columns: readonly string[];
  template: string;
  timeStyle: TimeStyle;
  /** Changes only as often as relative times need. */
  now: number;
  wrap: boolean;
  selected: boolean;
  /** What the query looks for in messages. */
  pattern: RegExp | undefined;
  /** Pixels; a wrapped row is as high as its text. */
  height: number;
}

const LINE_HEIGHT = 18;

/** The cells of one row. The row element itself, with place and selection, belongs to the table. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { record, columns, template, timeStyle, now, wrap, selected, pattern, height } = props;
  const { level } = record;
  return (
    <div
      className={`relative grid items-baseline gap-x-3 pr-3 pl-3 font-mono text-xs leading-[18px] ${selected ? 'bg-selected' : (LEVEL_TINT[level] ?? '')}`}
      style={{ gridTemplateColumns: template, paddingBlock: (height - LINE_HEIGHT) / 2 }}
    >
      <span
        aria-hidden="true"
        className={`absolute inset-y-0 left-0 w-[3px] ${LEVEL_BAR[level] ?? 'bg-info/40'}`}
      />
      {columns.map((name) => (
        <span
          key={name}
          role="gridcell"
          data-column={name}
          className={cellClass(name, record, wrap)}
          title={name === 'time' ? record.timestamp : undefined}
        >
          {name === 'time' ? (
            rowTime(record.timestamp, timeStyle, now)
          ) : (
            <CellText
              text={cellText(record, name, wrap)}
              pattern={name === 'message' ? pattern : undefined}
            />
          )}
        </span>
      ))}
    </div>
  );
});

function CellText({ text, pattern }: { text: string; pattern: RegExp | undefined }) {
  return pattern === undefined || text.includes('\u001b') ? (
    <AnsiText text={text} />
  ) : (
    <Marked text={text} pattern={pattern} />
  );
}

function cellText(record: LogRecord, name: string, wrap: boolean): string {
  const text = fieldText(record, name);
  // One line shows no more than fits on the widest screen; the record's panel shows it whole.
  return wrap ? text.slice(0, 20_000) : text.slice(0, 1000).replace(/\s*\n\s*/g, ' ⏎ ');
}

function cellClass(name: string, record: LogRecord, wrap: boolean): string {
  const cut = wrap && name === 'message' ? 'whitespace-pre-wrap break-words' : 'truncate';
  if (name === 'level') return `${cut} ${LEVEL_WORD[record.level] ?? 'text-info'}`;
  if (name === 'message') return `${cut} text-ink`;
  return `${cut} text-ink-soft`;
}
