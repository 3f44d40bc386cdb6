import type { PointerEvent } from 'react';
import { lookOf } from './columns.ts';

interface TableHeadProps {
  columns: readonly string[];
  template: string;
  /** Pixels that someone gave columns. */
  widths: Readonly<Record<string, number>>;
  /** Undefined gives a column its own width back. */
  onWidth: (name: string, width: number | undefined) => void;
}

/** The headings; dragging the edge of one makes its column wider, a double click gives it back. */
export function TableHead({ columns, template, widths, onWidth }: TableHeadProps) {
  return (
    <div
      role="row"
      className="sticky top-0 z-10 grid gap-x-3 border-b border-line bg-surface px-3 py-1 font-mono text-xs text-ink-faint"
      style={{ gridTemplateColumns: template }}
    >
      {columns.map((name) => (
        <span key={name} role="columnheader" className="relative truncate">
          {lookOf(name).title}
          {/* The last column takes what is left. */}
          {name !== columns.at(-1) && (
            <span
              role="separator"
              aria-orientation="vertical"
              aria-label={`Width of ${lookOf(name).title}`}
              aria-valuenow={widths[name] ?? 0}
              title="Drag, or use the arrow keys; a double click gives it back"
              tabIndex={0}
              className="absolute inset-y-0 right-0 w-2 cursor-col-resize touch-none border-r border-line hover:border-accent"
              onPointerDown={(event) => startDrag(event, (next) => onWidth(name, next))}
              onDoubleClick={() => onWidth(name, undefined)}
              onKeyDown={(event) => {
                const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
                if (step === undefined) return;
                event.stopPropagation();
                onWidth(name, widthOf(event.currentTarget) + step);
              }}
            />
          )}
        </span>
      ))}
    </div>
  );
}

const KEY_STEP = 16;

const widthOf = (handle: HTMLElement): number => handle.parentElement?.getBoundingClientRect().width ?? 100;

function startDrag(event: PointerEvent<HTMLElement>, onWidth: (width: number) => void): void {
  const handle = event.currentTarget;
  const from = event.clientX;
  const width = widthOf(handle);
  const move = (moved: globalThis.PointerEvent) => onWidth(width + moved.clientX - from);
  const stop = () => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', stop);
  };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', stop);
}
