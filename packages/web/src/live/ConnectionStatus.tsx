import type { FeedSnapshot } from '../data/feed.ts';

const LOOKS = {
  open: { dot: 'bg-good', text: 'Live' },
  connecting: { dot: 'bg-warn', text: 'Connecting' },
  waiting: { dot: 'bg-error', text: 'Reconnecting' },
  refused: { dot: 'bg-error', text: 'Refused' },
  closed: { dot: 'bg-line-strong', text: 'Off' },
} as const;

/** Whether records are arriving, in a word; why not, as a tip and for screen readers. */
export function ConnectionStatus({ snapshot }: { snapshot: FeedSnapshot }) {
  const { dot, text } = LOOKS[snapshot.connection];
  const reason = snapshot.connectionError?.message;
  return (
    <span role="status" aria-label="Connection" className="flex items-center gap-1.5" title={reason}>
      <span aria-hidden="true" className={`size-2 rounded-full ${dot}`} />
      {text}
      {reason && <span className="sr-only">{reason}</span>}
    </span>
  );
}
