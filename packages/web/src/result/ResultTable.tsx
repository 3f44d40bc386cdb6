import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { ResultRow } from '../data/rows.ts';
import { grouped } from '../ui/number.ts';
import { compareCells, isNumeric, namesOf, shownText } from './cells.ts';

interface ResultTableProps {
  rows: ResultRow[];
  /** Whether these are all the rows there are. */
  complete: boolean;
}

const ROW_HEIGHT = 26;

/** Rows of any shape, sorted by a click on a heading. */
export function ResultTable({ rows, complete }: ResultTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<{ name: string; down: boolean }>();
  const names = useMemo(() => namesOf(rows), [rows]);
  const numeric = useMemo(() => new Set(names.filter((name) => isNumeric(rows, name))), [rows, names]);
  // A message at the end takes the room that is left; numbers stay beside what they are of.
  const grows = names.length > 0 && !numeric.has(names.at(-1)!);
  const sorted = useMemo(() => {
    if (sort === undefined) return rows;
    const sign = sort.down ? -1 : 1;
    return rows.toSorted((a, b) => sign * compareCells(a[sort.name] ?? '', b[sort.name] ?? ''));
  }, [rows, sort]);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={scroller} aria-label="Result" tabIndex={0} className="h-full overflow-auto">
      <table
        className={`min-w-[min(100%,30rem)] border-separate border-spacing-0 font-mono text-xs ${grows ? 'w-full' : ''}`}
      >
        <caption className="caption-bottom p-2 text-left font-sans text-ink-faint">
          {grouped(rows.length)} {rows.length === 1 ? 'row' : 'rows'}
          {complete ? '' : ': more were left out, add | limit or narrow the query'}
        </caption>
        <thead>
          <tr>
            {names.map((name) => (
              <th
                key={name}
                scope="col"
                aria-sort={sort?.name === name ? (sort.down ? 'descending' : 'ascending') : undefined}
                className={`sticky top-0 border-b border-line bg-surface p-0 font-semibold ${numeric.has(name) ? 'text-right' : 'text-left'} ${grows ? 'last:w-full' : ''}`}
              >
                <button
                  type="button"
                  className="w-full px-3 py-1 text-[inherit] hover:bg-hover"
                  style={{ textAlign: 'inherit' }}
                  onClick={() =>
                    setSort({ name, down: sort?.name === name ? !sort.down : numeric.has(name) })
                  }
                >
                  {name} {sort?.name === name ? (sort.down ? '↓' : '↑') : ''}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {items.map(({ index }) => (
            <tr key={index} className="hover:bg-hover" style={{ height: ROW_HEIGHT }}>
              {names.map((name) => (
                <td
                  key={name}
                  className={`max-w-[40rem] truncate last:max-w-[80rem] border-b border-line px-3 ${numeric.has(name) ? 'text-right tabular-nums' : ''}`}
                  title={sorted[index]![name]}
                >
                  {shownText(sorted[index]![name] ?? '')}
                </td>
              ))}
            </tr>
          ))}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </section>
  );
}
