import type { Panel } from '@logboom/server/documents';
import { type KeyboardEvent, type PointerEvent as Press, type RefObject, useEffect, useRef } from 'react';
import { COLUMNS } from './model.ts';

interface HandleProps {
  onPointerDown: (event: Press<HTMLElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** What the two handles of a panel need. */
export interface Handles {
  move: HandleProps;
  resize: HandleProps;
}

interface GridActions {
  grid: RefObject<HTMLElement | null>;
  panels: readonly Panel[];
  /** Shows panels while a gesture lasts. */
  show: (panels: Panel[]) => void;
  /** Ends a gesture: keeps what it made; undefined leaves all as it was. */
  keep: (panels: Panel[] | undefined) => void;
  move: (panel: Panel, to: number) => Panel[];
  resize: (panel: Panel, columns: number, rows: number) => Panel[];
}

/** What a step of the pointer makes of the panels; undefined where it changes nothing. */
type Follow = (event: PointerEvent) => Panel[] | undefined;

const STEPS: Record<string, [columns: number, rows: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves and resizes the panels of a grid by their handles. */
export function usePanelHandles(actions: GridActions) {
  const latest = useRef(actions);
  latest.current = actions;
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const press = (follow: () => Follow) => (event: Press<HTMLElement>) => {
    if (event.button !== 0 || stop.current !== undefined) return;
    event.preventDefault();
    event.currentTarget.focus();
    stop.current = track(follow(), latest.current, () => {
      stop.current = undefined;
    });
  };
  const keys = (change: (step: [number, number]) => Panel[]) => (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    actions.keep(change(step));
    // The element may have changed places, and loses the focus with that.
    const handle = event.currentTarget;
    requestAnimationFrame(() => handle.focus());
  };

  return (panel: Panel): Handles => ({
    move: {
      onPointerDown: press(() => moving(panel, () => latest.current)),
      onKeyDown: keys(([columns, rows]) => {
        const at = actions.panels.findIndex(({ id }) => id === panel.id);
        return actions.move(panel, at + columns + rows);
      }),
    },
    resize: {
      onPointerDown: (event) => press(() => resizing(panel, event, () => latest.current))(event),
      onKeyDown: keys(([columns, rows]) => actions.resize(panel, panel.width + columns, panel.height + rows)),
    },
  });
}

/**
 * Follows the pointer until it is let go; Escape leaves all as it was. On the document: the handle itself changes
 * places in it, and would lose the pointer.
 */
function track(follow: Follow, { show, keep }: GridActions, ended: () => void): () => void {
  const over = new AbortController();
  let result: Panel[] | undefined;
  const end = (kept: Panel[] | undefined): void => {
    over.abort();
    ended();
    keep(kept);
  };
  const listen = { signal: over.signal };
  document.addEventListener(
    'pointermove',
    (event) => {
      const next = follow(event);
      if (next === undefined) return;
      result = next;
      show(next);
    },
    listen,
  );
  document.addEventListener('pointerup', () => end(result), listen);
  document.addEventListener('pointercancel', () => end(undefined), listen);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && end(undefined), listen);
  return () => end(undefined);
}

/** The panel takes the place of the one under the pointer: once, not at every step over it. */
function moving(panel: Panel, actions: () => GridActions): Follow {
  let last: string | undefined = panel.id;
  return ({ clientX, clientY }) => {
    const { grid, panels, move } = actions();
    const over = panelAt(grid.current!, clientX, clientY);
    if (over === undefined || over === last) return undefined;
    last = over;
    return over === panel.id
      ? undefined
      : move(
          panel,
          panels.findIndex(({ id }) => id === over),
        );
  };
}

function resizing(
  panel: Panel,
  { clientX, clientY }: Press<HTMLElement>,
  actions: () => GridActions,
): Follow {
  let shown = panel;
  return (event) => {
    const { grid, resize } = actions();
    const cell = cellOf(grid.current!);
    const width = panel.width + Math.round((event.clientX - clientX) / cell.width);
    const height = panel.height + Math.round((event.clientY - clientY) / cell.height);
    if (width === shown.width && height === shown.height) return undefined;
    shown = { ...panel, width, height };
    return resize(panel, width, height);
  };
}

/** The size of one column and one row, their gaps included. Where it is narrow, a panel's columns are not what is seen. */
function cellOf(grid: HTMLElement): { width: number; height: number } {
  const { columnGap, gridAutoRows, gridTemplateColumns } = getComputedStyle(grid);
  const gap = Number.parseFloat(columnGap);
  const whole = gridTemplateColumns.split(' ').length === COLUMNS;
  return {
    width: whole ? (grid.clientWidth + gap) / COLUMNS : Number.POSITIVE_INFINITY,
    height: Number.parseFloat(gridAutoRows) + gap,
  };
}

/** The panel that is under a point; between panels, none. */
function panelAt(grid: HTMLElement, x: number, y: number): string | undefined {
  for (const element of grid.querySelectorAll<HTMLElement>('[data-panel]')) {
    const box = element.getBoundingClientRect();
    if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return element.dataset.panel;
  }
  return undefined;
}
