import type { LogRecord } from '@logboom/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addTerm, exactTerm } from '../data/filter-text.ts';
import { agoOf, fullTime } from '../table/time.ts';
import { useNow } from '../table/use-now.ts';
import { LEVEL_TEXT } from '../theme/levels.ts';
import type { Zone } from '../time/zone.ts';
import { Button } from '../ui/Button.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { FieldList } from './FieldList.tsx';
import { RecordLines } from './RecordLines.tsx';
import { useSurrounding, useTrace } from './use-record.ts';
import { Value } from './Value.tsx';

interface RecordBodyProps {
  record: LogRecord;
  zone: Zone;
  query: string;
  onQuery: (query: string) => void;
  onOpen: (id: string) => void;
}

type Tab = 'fields' | 'around' | 'trace';

/** The message, and below it the fields, what happened around, or the trace. */
export function RecordBody({ record, zone, query, onQuery, onOpen }: RecordBodyProps) {
  const [chosen, setTab] = useState<Tab>('fields');
  const now = useNow(1000);
  const tab = chosen === 'trace' && record.trace_id === '' ? 'fields' : chosen;
  const tabs: { id: Tab; title: string }[] = [
    { id: 'fields', title: 'Fields' },
    { id: 'around', title: 'Around it' },
    ...(record.trace_id === '' ? [] : [{ id: 'trace' as const, title: 'Its trace' }]),
  ];
  return (
    <>
      <p className="mb-2 flex flex-wrap items-center gap-x-3 font-mono text-xs text-ink-soft">
        <strong className={LEVEL_TEXT[record.level]}>{record.level}</strong>
        <time dateTime={record.timestamp} title={record.timestamp}>
          {fullTime(record.timestamp, zone)}
        </time>
        <span className="text-ink-faint">{agoOf(now - Date.parse(record.timestamp))}</span>
      </p>
      <section
        aria-label="Message"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="mb-3 max-h-[45vh] overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-xs break-words whitespace-pre-wrap"
      >
        <Value text={record.message} />
      </section>
      <Tabs label="About this record" tabs={tabs} current={tab} onChange={setTab}>
        {tab === 'fields' && <FieldList record={record} query={query} onQuery={onQuery} />}
        {tab === 'around' && <Around record={record} onOpen={onOpen} />}
        {tab === 'trace' && <Trace record={record} query={query} onQuery={onQuery} onOpen={onOpen} />}
      </Tabs>
    </>
  );
}

function Around({ record, onOpen }: { record: LogRecord; onOpen: (id: string) => void }) {
  const { data, error } = useSurrounding(record.id);
  return <RecordLines records={data} error={error} current={record} onOpen={onOpen} />;
}

function Trace({ record, query, onQuery, onOpen }: Omit<RecordBodyProps, 'zone'>) {
  const { data, error } = useTrace(record.trace_id);
  return (
    <>
      <Button
        look="outline"
        icon="filter"
        className="mb-2"
        onClick={() => onQuery(addTerm(query, exactTerm('trace_id', record.trace_id)))}
      >
        Show only this trace
      </Button>{' '}
      <Link to="/traces/$trace" params={{ trace: record.trace_id }} className="text-accent underline">
        As a waterfall
      </Link>
      <RecordLines records={data} error={error} current={record} onOpen={onOpen} />
    </>
  );
}
