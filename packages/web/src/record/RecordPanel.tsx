import { useEffect, useRef } from 'react';
import type { Feed } from '../data/feed.ts';
import type { Zone } from '../time/zone.ts';
import { IconButton } from '../ui/Button.tsx';
import { CopyButton, copyText } from '../ui/CopyButton.tsx';
import { RecordBody } from './RecordBody.tsx';
import { useRecord } from './use-record.ts';

interface RecordPanelProps {
  id: string;
  feed: Feed;
  zone: Zone;
  query: string;
  onQuery: (query: string) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One record whole, beside the table; on a narrow screen over it. */
export function RecordPanel({ id, feed, zone, query, onQuery, onOpen, onClose }: RecordPanelProps) {
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
      className="flex w-[min(40rem,48%)] shrink-0 flex-col border-l border-line bg-raised max-[719px]:absolute max-[719px]:inset-0 max-[719px]:z-20 max-[719px]:w-full"
    >
      <header className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-3">
        <h2 className="mr-auto font-semibold">Record</h2>
        <IconButton
          icon="link"
          label="Copy a link to this record"
          onClick={() => void copyText(linkTo(id))}
        />
        {record && <CopyButton text={JSON.stringify(record, null, 2)} label="Copy the record as JSON" />}
        <IconButton icon="close" label="Close the record" onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label="Contents of the record" tabIndex={0} className="min-h-0 flex-1 overflow-auto p-3">
        {isPending && <p className="text-ink-faint">Loading …</p>}
        {error && (
          <p role="alert" className="text-error">
            {error.message}
          </p>
        )}
        {record === null && (
          <p className="text-ink-soft">
            This record is not stored: it is older than the retention, or the link is cut.
          </p>
        )}
        {record && <RecordBody record={record} zone={zone} query={query} onQuery={onQuery} onOpen={onOpen} />}
      </section>
    </aside>
  );
}

/** A link that opens the record whatever the range and the query of the day are. */
const linkTo = (id: string): string =>
  `${location.origin}/?${new URLSearchParams({ live: '0', record: id })}`;
