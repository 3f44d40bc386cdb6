import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

export interface PlacedRow {
  index: number;
  /** Pixels from the top of the rows. */
  start: number;
  /** Which element draws it: those that leave the window at one end serve for what enters at the other. */
  slot: number;
}

export interface RowWindow {
  rows: PlacedRow[];
  /** The first and the last row that can be seen. */
  first: number;
  last: number;
  /** Pixels of all rows. */
  height: number;
  /** Scrolls as little as is needed. */
  show: (index: number) => void;
  /** For rows whose height follows from their text. */
  measure: ((element: HTMLElement | null) => void) | undefined;
}

interface RowWindowOptions {
  scroller: RefObject<HTMLElement | null>;
  count: number;
  rowHeight: number;
  /** Pixels above the first row that stay in view. */
  head: number;
  /** Rows are as high as their text: they are measured, which is slower. */
  wrap: boolean;
  keyOf: (index: number) => number;
}

const OVERSCAN = 12;

/** Which rows of a long table are drawn. Rows of one height cost nothing while they are not seen, however many. */
export function useRowWindow(options: RowWindowOptions): RowWindow {
  const fixed = useFixed(options);
  const measured = useMeasured(options);
  return options.wrap ? measured : fixed;
}

function useFixed({ scroller, count, rowHeight, head, wrap }: RowWindowOptions): RowWindow {
  const [view, setView] = useState({ first: 0, rows: 40 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || wrap) return;
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight);
      const rows = Math.ceil((element.clientHeight - head) / rowHeight);
      setView((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
    };
    // Drawn in the same frame, or fast scrolling would show empty space.
    const onScroll = () => flushSync(look);
    const observer = new ResizeObserver(look);
    look();
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, rowHeight, head, wrap]);

  const first = Math.max(0, Math.min(view.first, count - view.rows));
  const last = Math.min(count - 1, view.first + view.rows);
  const from = Math.max(0, first - OVERSCAN);
  const to = Math.min(count - 1, last + OVERSCAN);
  const slots = view.rows + 2 * OVERSCAN + 2;
  const rows: PlacedRow[] = [];
  for (let index = from; index <= to && !wrap; index++)
    rows.push({ index, start: index * rowHeight, slot: index % slots });
  const show = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      const lowest = top + rowHeight + head - element.clientHeight;
      if (element.scrollTop > top) element.scrollTop = top;
      else if (element.scrollTop < lowest) element.scrollTop = lowest;
    },
    [scroller, rowHeight, head],
  );
  return { rows, first, last, height: count * rowHeight, show, measure: undefined };
}

const NOTHING: RowWindow = {
  rows: [],
  first: 0,
  last: 0,
  height: 0,
  show: () => undefined,
  measure: undefined,
};

function useMeasured({ scroller, count, rowHeight, head, wrap, keyOf }: RowWindowOptions): RowWindow {
  const virtual = useVirtualizer({
    enabled: wrap,
    count: wrap ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollPaddingStart: head,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height of a line changes that of every row
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  if (!wrap) return NOTHING;
  const rows = virtual.getVirtualItems().map(({ index, start }) => ({ index, start, slot: keyOf(index) }));
  return {
    rows,
    first: virtual.range?.startIndex ?? 0,
    last: virtual.range?.endIndex ?? 0,
    height: virtual.getTotalSize(),
    show: (index) => virtual.scrollToIndex(index),
    measure: virtual.measureElement,
  };
}
