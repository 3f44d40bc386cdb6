import type { Panel } from '@logboom/server/documents';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TimeRange } from '../data/time-range.ts';
import { IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { Handles } from './use-panel-handles.ts';

interface PanelFrameProps {
  panel: Panel;
  /** With its variables filled in. */
  query: string;
  range: TimeRange;
  editing: boolean;
  handles: Handles;
  onEdit: () => void;
  onDuplicate: () => void;
  onRemove: () => void;
  children: ReactNode;
}

const HANDLE =
  'grid size-6 shrink-0 touch-none place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink';

/** The title of a panel, what can be done with it, and what it shows. */
export function PanelFrame(props: PanelFrameProps) {
  const { panel, query, range, editing, handles, onEdit, onDuplicate, onRemove, children } = props;
  const { title } = panel;
  const name = title || 'panel';
  return (
    <>
      <header className="flex h-9 shrink-0 items-center gap-1 pr-1.5 pl-3">
        {editing && (
          <button
            type="button"
            aria-label={`Move ${name}`}
            title="Drag, or press the arrow keys, to move"
            className={`${HANDLE} -ml-2 cursor-grab active:cursor-grabbing`}
            {...handles.move}
          >
            <Icon name="grip" />
          </button>
        )}
        <h2 className="mr-auto truncate font-medium" title={title}>
          {title}
        </h2>
        <span
          className={`flex ${editing ? '' : 'opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100'}`}
        >
          <Link
            to="/"
            search={'from' in range ? { q: query, ...range } : { q: query, last: range.last }}
            aria-label={`Open the query of ${name} in Logs`}
            title="Open the query in Logs"
            className="inline-flex h-7 items-center rounded-md px-1.5 text-ink-soft hover:bg-hover hover:text-ink"
          >
            <Icon name="search" />
          </Link>
          {editing && (
            <>
              <IconButton icon="edit" label={`Change ${name}`} className="px-1.5!" onClick={onEdit} />
              <IconButton
                icon="duplicate"
                label={`Duplicate ${name}`}
                className="px-1.5!"
                onClick={onDuplicate}
              />
              <IconButton icon="trash" label={`Remove ${name}`} className="px-1.5!" onClick={onRemove} />
            </>
          )}
        </span>
      </header>
      <div className="min-h-0 flex-1 overflow-hidden px-3 pb-3">{children}</div>
      {editing && (
        <button
          type="button"
          aria-label={`Resize ${name}`}
          title="Drag, or press the arrow keys, to resize"
          className={`${HANDLE} absolute right-0 bottom-0 cursor-nwse-resize`}
          {...handles.resize}
        >
          <Icon name="corner" />
        </button>
      )}
    </>
  );
}
