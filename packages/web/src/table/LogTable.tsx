import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Feed, FeedSnapshot } from '../data/feed.ts';
import { highlightOf } from '../data/highlight.ts';
import { ROW_HEIGHT, useDensity } from '../theme/density.ts';
import { useWidth } from '../ui/use-width.ts';
import { chosenColumns, trackOf } from './columns.ts';
import { gridKeys } from './grid-keys.ts';
import { LogRow } from './LogRow.tsx';
import { MissingRow } from './MissingRow.tsx';
import { TableHead } from './TableHead.tsx';
import { rowTime, type TimeStyle } from './time.ts';
import { useFilled } from './use-filled.ts';
import { useNow } from './use-now.ts';
import { useRowWindow } from './use-row-window.ts';
import { loadWidths, withWidth } from './widths.ts';

interface LogTableProps {
  feed: Feed;
  snapshot: FeedSnapshot;
  cols: string | undefined;
  wrap: boolean;
  timeStyle: TimeStyle;
  /** The id of the open record. */
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
  /** Shown under the last row: loading, end, error. */
  foot: ReactNode;
}

const HEADER_HEIGHT = 26;
const FOOT_HEIGHT = 44;
/** Below this width the usual columns are only the time and the message. */
const NARROW_TABLE = 600;

/** The virtual table: newest on top, older pages load as the end comes near. */
export function LogTable({ feed, snapshot, cols, wrap, timeStyle, open, onOpen, foot }: LogTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number>();
  const [widths, setWidths] = useState(loadWidths);
  const narrow = useWidth(scroller, 20) < NARROW_TABLE;
  const height = ROW_HEIGHT[useDensity()];
  const now = useNow(timeStyle.ago ? 1000 : 60_000);
  const filled = useFilled(feed, snapshot.size);

  const columns = useMemo(() => {
    const chosen = chosenColumns(cols, filled);
    return narrow && cols === undefined ? ['time', 'message'] : chosen;
  }, [cols, filled, narrow]);
  const { query } = feed.options;
  const pattern = useMemo(() => highlightOf(query), [query]);

  const keyOf = useCallback((index: number) => feed.row(index)?.key ?? -index - 1, [feed]);
  const shown = useRowWindow({
    scroller,
    count: snapshot.size,
    rowHeight: height,
    head: HEADER_HEIGHT,
    wrap,
    keyOf,
  });

  const times = [shown.first, shown.last].map((index) => {
    const record = feed.row(index)?.record;
    return record === undefined ? 0 : rowTime(record.timestamp, timeStyle, now).length;
  });
  const timeWidth = `${Math.max(timeStyle.ago ? 8 : 12, ...times) + 1}ch`;
  const template = columns.map((name) => trackOf(name, widths[name], timeWidth)).join(' ');

  // Away from the top the reader reads: new rows wait, so that nothing moves under the eyes.
  const onScroll = () => feed.hold('scrolled', (scroller.current?.scrollTop ?? 0) > height);
  const { first, last } = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new snapshot may have other rows at these places
  useEffect(() => feed.want(first, last), [feed, first, last, snapshot]);

  const move = (index: number) => {
    const place = Math.max(0, Math.min(index, snapshot.size - 1));
    setActive(place);
    feed.hold('scrolled', place > 0 || (scroller.current?.scrollTop ?? 0) > height);
    shown.show(place);
    if (open !== undefined) onOpen(feed.row(place)?.record.id);
  };
  const onKeyDown = gridKeys({
    active,
    last: snapshot.size - 1,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1),
    onMove: move,
    onEnter: () => active !== undefined && onOpen(feed.row(active)?.record.id),
    onEscape: open === undefined ? undefined : () => onOpen(undefined),
  });

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Records"
      aria-rowcount={snapshot.size + 1}
      aria-activedescendant={active === undefined ? undefined : `row-${keyOf(active)}`}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      className="h-full overflow-auto -outline-offset-2 [overflow-anchor:none]"
      data-testid="records"
      data-held={snapshot.stored}
    >
      <div
        className="min-w-full"
        style={{ minWidth: columns.length > 5 ? `${columns.length * 14}ch` : undefined }}
      >
        <TableHead
          columns={columns}
          template={template}
          widths={widths}
          onWidth={(name, width) => setWidths(withWidth(widths, name, width))}
        />
        <div role="rowgroup" className="relative" style={{ height: shown.height + FOOT_HEIGHT }}>
          {shown.rows.map(({ index, start, slot }) => {
            const row = feed.row(index);
            const selected = open !== undefined && row?.record.id === open;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys (aria-activedescendant)
              <div
                key={slot}
                id={`row-${keyOf(index)}`}
                ref={shown.measure}
                data-index={index}
                role="row"
                tabIndex={-1}
                aria-rowindex={index + 2}
                aria-selected={selected}
                aria-busy={row === undefined}
                onClick={() => {
                  setActive(index);
                  if (row) onOpen(selected ? undefined : row.record.id);
                }}
                className={`absolute inset-x-0 cursor-pointer border-b border-line/60 hover:brightness-[0.97] dark:hover:brightness-125 ${active === index ? 'shadow-[inset_0_0_0_1px_var(--accent)]' : ''}`}
                style={{ top: start, height: wrap ? undefined : height }}
              >
                {row === undefined ? (
                  <MissingRow height={height} />
                ) : (
                  <LogRow
                    record={row.record}
                    columns={columns}
                    template={template}
                    timeStyle={timeStyle}
                    now={now}
                    wrap={wrap}
                    selected={selected}
                    pattern={pattern}
                    height={height}
                  />
                )}
              </div>
            );
          })}
          <div className="absolute inset-x-0 bottom-0 flex h-11 items-center justify-center text-ink-faint">
            {foot}
          </div>
        </div>
      </div>
    </div>
  );
}
