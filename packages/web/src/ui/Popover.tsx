import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import type { IconName } from './Icon.tsx';

interface PopoverProps {
  label: string;
  /** What the button shows; the label where nothing is given. `null` shows the icon alone. */
  caption?: ReactNode;
  icon?: IconName;
  look?: 'plain' | 'outline';
  align?: 'left' | 'right';
  /** Opens upwards, for bars at the bottom. */
  above?: boolean;
  width?: string;
  children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel. Escape and a click elsewhere close it; focus returns to the button. */
export function Popover(props: PopoverProps) {
  const {
    label,
    caption = label,
    icon,
    look = 'plain',
    align = 'left',
    above = false,
    width = 'w-64',
    children,
  } = props;
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape bubbles here from what is inside
    <div
      ref={root}
      className="relative"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) {
          event.stopPropagation();
          close();
        }
      }}
    >
      <Button
        look={look}
        {...(icon ? { icon } : {})}
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {caption}
      </Button>
      {open && (
        <div
          id={id}
          role="dialog"
          aria-label={label}
          className={`absolute z-30 max-w-[calc(100vw-1rem)] rounded-lg border border-line bg-raised p-2 shadow-lg ${width} ${
            align === 'right' ? 'right-0' : 'left-0'
          } ${above ? 'bottom-full mb-1' : 'top-full mt-1'}`}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}
