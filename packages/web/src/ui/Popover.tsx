import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import type { IconName } from './Icon.tsx';

interface PopoverProps {
  label: string;
  /** What the button shows; the label where nothing is given. `null` shows the icon alone. */
  caption?: ReactNode;
  icon?: IconName;
  look?: 'plain' | 'outline';
  width?: string;
  children: (close: () => void) => ReactNode;
}

const MARGIN = 8;

/**
 * A button that opens a small panel in the browser's top layer, so no scrolling parent cuts it off. The
 * browser closes it on Escape and on a press elsewhere, and gives the focus back.
 */
export function Popover(props: PopoverProps) {
  const { label, caption = label, icon, look = 'plain', width = 'w-64', children } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    const element = panel.current;
    if (element === null) return;
    const onToggle = (event: ToggleEvent) => setOpen(event.newState === 'open');
    element.addEventListener('toggle', onToggle);
    return () => element.removeEventListener('toggle', onToggle);
  }, []);
  useEffect(() => {
    if (open) place(panel, button);
  }, [open]);

  return (
    <>
      <Button
        ref={button}
        look={look}
        {...(icon ? { icon } : {})}
        aria-label={typeof caption === 'string' && caption !== label ? `${label}: ${caption}` : label}
        aria-expanded={open}
        title={label}
        popoverTarget={id}
      >
        {caption}
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={`fixed inset-auto m-0 max-h-[80vh] max-w-[calc(100vw-1rem)] overflow-auto rounded-lg border border-line bg-raised p-2 text-sm text-ink shadow-lg ${width}`}
      >
        {open && children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}

/** Under the button, or over it where there is no room below; always inside the window. */
function place(panel: RefObject<HTMLElement | null>, button: RefObject<HTMLElement | null>): void {
  if (panel.current === null || button.current === null) return;
  const at = button.current.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = panel.current;
  const left = Math.max(MARGIN, Math.min(at.left, innerWidth - offsetWidth - MARGIN));
  const below = at.bottom + 4;
  const top =
    below + offsetHeight > innerHeight - MARGIN ? Math.max(MARGIN, at.top - offsetHeight - 4) : below;
  panel.current.style.left = `${left}px`;
  panel.current.style.top = `${top}px`;
}
