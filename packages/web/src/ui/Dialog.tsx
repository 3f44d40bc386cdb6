import { type ReactNode, useEffect, useRef } from 'react';

interface DialogProps {
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/** A modal dialog: the browser keeps the focus inside, Escape and a press beside it close it. */
export function Dialog({ label, onClose, className = '', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key; the dialog itself handles it
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      className={`m-auto mt-[12vh] w-[min(36rem,calc(100vw-1rem))] rounded-xl border border-line bg-raised p-0 text-ink shadow-2xl backdrop:bg-black/30 ${className}`}
    >
      {children}
    </dialog>
  );
}
