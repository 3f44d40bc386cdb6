import type { LogRecord } from '@logboom/core';
import { Link } from '@tanstack/react-router';
import { exactTerm } from '../data/filter-text.ts';
import { stripAnsi } from '../table/ansi.ts';
import { LEVEL_FILL, LEVEL_WORD } from '../theme/levels.ts';
import { duration, grouped } from '../ui/number.ts';
import type { Span } from './spans.ts';

/** Spans as bars along one time; each opens to its records. */
export function Waterfall({ spans }: { spans: Span[] }) {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  const length = Math.max(1, end - start);
  const count = spans.reduce((sum, { records }) => sum + records.length, 0);
  return (
    <>
      <p className="text-ink-soft">
        {grouped(count)} records in {grouped(spans.length)} spans over {duration(end - start)}
      </p>
      <ol className="rounded-lg border border-line bg-surface text-xs">
        {spans.map((span) => (
          <li key={span.id + span.service} className="border-b border-line last:border-0">
            <SpanRow span={span} start={start} length={length} />
          </li>
        ))}
      </ol>
    </>
  );
}

const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(3)}%`;

function SpanRow({ span, start, length }: { span: Span; start: number; length: number }) {
  const { service, title, records, depth } = span;
  return (
    <details>
      <summary className="flex cursor-pointer items-center gap-3 px-3 py-1.5 hover:bg-hover">
        <span
          className="w-[min(18rem,40%)] shrink-0 truncate"
          style={{ paddingLeft: `${Math.min(depth, 8) * 0.75}rem` }}
        >
          <strong className="font-semibold">{service || '(no service)'}</strong>{' '}
          <span className="font-mono text-ink-soft">{stripAnsi(title).slice(0, 200)}</span>
        </span>
        <span aria-hidden="true" className="relative h-4 min-w-0 flex-1">
          <span
            className="absolute inset-y-1 min-w-1 rounded-sm bg-info/25"
            style={{ left: share(span.start - start, length), width: share(span.end - span.start, length) }}
          />
          {records.slice(0, 200).map((record) => (
            <span
              key={record.id}
              className={`absolute inset-y-0.5 w-0.5 rounded-full ${LEVEL_FILL[record.level]}`}
              style={{ left: `min(${share(Date.parse(record.timestamp) - start, length)}, 100% - 2px)` }}
            />
          ))}
        </span>
        <span className="w-16 shrink-0 text-right text-ink-soft tabular-nums">
          {duration(span.end - span.start)}
        </span>
      </summary>
      <ol className="border-t border-line bg-paper py-1">
        {records.map((record) => (
          <li key={record.id}>
            <RecordLine record={record} start={start} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function RecordLine({ record, start }: { record: LogRecord; start: number }) {
  return (
    <Link
      to="/"
      search={{ q: exactTerm('trace_id', record.trace_id), last: 'all', live: '0', record: record.id }}
      className="flex gap-3 px-3 py-0.5 font-mono hover:bg-hover"
    >
      <span className="w-16 shrink-0 text-right text-ink-faint tabular-nums">
        +{duration(Date.parse(record.timestamp) - start)}
      </span>
      <span className={`w-[5ch] shrink-0 ${LEVEL_WORD[record.level]}`}>{record.level}</span>
      <span className="truncate">{stripAnsi(record.message).slice(0, 500)}</span>
    </Link>
  );
}
