import type { Panel } from '@logboom/server/documents';
import { type CSSProperties, type ReactNode, useRef, useState } from 'react';
import { moved, resized } from './model.ts';
import { type Handles, usePanelHandles } from './use-panel-handles.ts';

/** Panels of so few columns stand two beside each other where it is narrow; on a phone their tools need the room. */
const SMALL = 3;

interface GridProps {
  panels: readonly Panel[];
  editing: boolean;
  onChange: (panels: Panel[]) => void;
  children: (panel: Panel, handles: Handles) => ReactNode;
}

/**
 * Panels in their order, flowing over twelve columns (two where it is narrow). They are moved and resized by their
 * handles: with the pointer, or with the arrow keys.
 */
export function Grid({ panels, editing, onChange, children }: GridProps) {
  const grid = useRef<HTMLDivElement>(null);
  /** While a gesture lasts; the change is made once, at its end. */
  const [draft, setDraft] = useState<Panel[]>();
  const [told, setTold] = useState('');
  const shown = draft ?? panels;

  const move = (panel: Panel, to: number) => {
    const next = moved(shown, panel.id, to);
    const place = next.findIndex(({ id }) => id === panel.id) + 1;
    setTold(`${panel.title} is number ${place} of ${next.length}`);
    return next;
  };
  const resize = (panel: Panel, columns: number, rows: number) => {
    const wanted = resized(panel, columns, rows);
    setTold(`${panel.title} is ${wanted.width} columns wide and ${wanted.height} rows high`);
    return shown.map((other) => (other.id === panel.id ? wanted : other));
  };
  const handlesOf = usePanelHandles({
    grid,
    panels: shown,
    show: setDraft,
    keep: (next) => {
      setDraft(undefined);
      if (next !== undefined) onChange(next);
    },
    move,
    resize,
  });

  return (
    <>
      <div ref={grid} className="grid auto-rows-[2rem] grid-cols-2 gap-3 lg:grid-cols-12">
        {shown.map((panel) => (
          <section
            key={panel.id}
            data-panel={panel.id}
            aria-label={panel.title}
            style={{ '--columns': panel.width, '--rows': panel.height } as CSSProperties}
            className={`group relative flex min-w-0 flex-col rounded-lg border border-line bg-surface [grid-row:span_var(--rows)] lg:[grid-column:span_var(--columns)] ${panel.width > SMALL ? 'max-lg:col-span-2' : editing ? 'max-sm:col-span-2' : ''}`}
          >
            {children(panel, handlesOf(panel))}
          </section>
        ))}
      </div>
      <p role="status" className="sr-only">
        {told}
      </p>
    </>
  );
}
