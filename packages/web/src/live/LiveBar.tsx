import type { Feed, FeedSnapshot } from '../data/feed.ts';
import { Button } from '../ui/Button.tsx';
import { grouped } from '../ui/number.ts';
import { BufferSize } from './BufferSize.tsx';
import { ConnectionStatus } from './ConnectionStatus.tsx';
import { SpeedControl } from './SpeedControl.tsx';

interface LiveBarProps {
  feed: Feed;
  snapshot: FeedSnapshot;
  speed: number;
  onSpeed: (speed: number) => void;
}

/** The bar under the table while it follows: what arrives, what waits, what was left out. */
export function LiveBar({ feed, snapshot, speed, onSpeed }: LiveBarProps) {
  const { paused, backlog, skipped, dropped, perSecond, received } = snapshot;
  const lost = skipped + dropped;
  return (
    <section
      aria-label="Live controls"
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 max-sm:gap-x-3 border-t border-line bg-surface px-3 py-1 text-xs"
    >
      <Button
        look="outline"
        icon={paused ? 'play' : 'pause'}
        onClick={() => feed.hold('paused', !paused)}
        className="w-24 justify-center max-sm:w-22"
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <ConnectionStatus snapshot={snapshot} />
      <SpeedControl speed={speed} onChange={onSpeed} />
      <BufferSize feed={feed} />
      <Count label="Backlog" value={backlog} title="Records that arrived and wait to be shown" />
      <Count
        label="Skipped"
        value={lost}
        alarm={lost > 0}
        title={`${grouped(skipped)} not sent by the server because this page was slow, ${grouped(dropped)} pushed out of the full backlog here. They are stored: a search finds them.`}
      />
      <span className="ml-auto text-ink-faint tabular-nums max-sm:hidden">
        {grouped(perSecond)}/s · {grouped(received)} received
      </span>
    </section>
  );
}

function Count({
  label,
  value,
  title,
  alarm = false,
}: {
  label: string;
  value: number;
  title: string;
  alarm?: boolean;
}) {
  return (
    <span title={title} className={`tabular-nums ${alarm ? 'text-warn' : 'text-ink-faint'}`}>
      {label}{' '}
      <strong className={`font-semibold ${alarm ? 'text-warn' : 'text-ink'}`}>{grouped(value)}</strong>
    </span>
  );
}
