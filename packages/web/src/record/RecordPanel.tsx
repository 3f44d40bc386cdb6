import type { LogRecord } from '@logboom/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Feed } from '../data/feed.ts';
import { exactTerm } from '../data/filter-text.ts';
import { fetchRecords } from '../data/query.ts';
import { readRecord } from '../data/row.ts';
import { IconButton } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { FieldList } from './FieldList.tsx';

interface RecordPanelProps {
  id: string;
  feed: Feed;
  query: string;
  onQuery: (query: string) => void;
  onClose: () => void;
}

/** One record whole, beside the table; on a narrow screen over it. */
export function RecordPanel({ id, feed, query, onQuery, onClose }: RecordPanelProps) {
  const { data: record, error, isPending } = useRecord(feed, id);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && panel.current?.contains(document.activeElement)) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);

  return (
    <aside
      ref={panel}
      aria-label="Record"
      className="flex w-[min(36rem,45%)] shrink-0 flex-col border-l border-line bg-raised max-[719px]:absolute max-[719px]:inset-0 max-[719px]:z-20 max-[719px]:w-full"
    >
      <header className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-3">
        <h2 className="mr-auto font-semibold">Record</h2>
        {record && <CopyButton text={JSON.stringify(record, null, 2)} label="Copy the record as JSON" />}
        <IconButton icon="close" label="Close the record" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-3">
        {isPending && <p className="text-ink-faint">Loading …</p>}
        {error && (
          <p role="alert" className="text-error">
            {error.message}
          </p>
        )}
        {record === null && <p className="text-ink-soft">This record is no longer stored.</p>}
        {record && <FieldList record={record} query={query} onQuery={onQuery} />}
      </div>
    </aside>
  );
}

/** The record from the rows at hand, else from the server: a link to a record works on its own. */
function useRecord(feed: Feed, id: string) {
  return useQuery({
    queryKey: ['record', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<LogRecord | null> => {
      const { size } = feed.snapshot();
      for (let index = 0; index < Math.min(size, 20_000); index++) {
        const record = feed.row(index)?.record;
        if (record?.id === id) return record;
      }
      const [text] = await fetchRecords({ query: exactTerm('id', id), limit: 1, signal });
      return text === undefined ? null : readRecord(text);
    },
  });
}
