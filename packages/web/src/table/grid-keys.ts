import type { KeyboardEvent } from 'react';

interface GridKeys {
  /** The row that the keys are at. */
  active: number | undefined;
  last: number;
  /** Rows on a screen. */
  page: number;
  onMove: (index: number) => void;
  onEnter: () => void;
  /** Undefined: nothing to close. */
  onEscape: (() => void) | undefined;
}

/** What the keys do in a table: arrows or j and k, pages, ends, Enter and Escape. */
export function gridKeys({ active = -1, last, page, onMove, onEnter, onEscape }: GridKeys) {
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      j: active + 1,
      ArrowUp: active - 1,
      k: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next !== undefined) onMove(next);
    else if (event.key === 'Enter' && active >= 0) onEnter();
    else if (event.key === 'Escape' && onEscape !== undefined) onEscape();
    else return;
    event.preventDefault();
  };
}
