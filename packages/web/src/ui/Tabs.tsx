import { type KeyboardEvent, type ReactNode, useId } from 'react';

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly { id: T; title: string }[];
  current: T;
  onChange: (tab: T) => void;
  children: ReactNode;
}

/** A row of tabs and the panel of the current one (ARIA tabs pattern: arrows move between tabs). */
export function Tabs<T extends string>({ label, tabs, current, onChange, children }: TabsProps<T>) {
  const base = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex(({ id }) => id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length]!.id;
    onChange(next);
    document.getElementById(`${base}-${next}`)?.focus();
    event.preventDefault();
  };
  return (
    <>
      <div role="tablist" aria-label={label} className="flex gap-1 border-b border-line">
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            id={`${base}-${id}`}
            type="button"
            role="tab"
            aria-selected={id === current}
            aria-controls={`${base}-panel`}
            tabIndex={id === current ? 0 : -1}
            onClick={() => onChange(id)}
            onKeyDown={onKeyDown}
            className="-mb-px border-b-2 border-transparent px-2 py-1 text-ink-soft hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {title}
          </button>
        ))}
      </div>
      <div id={`${base}-panel`} role="tabpanel" aria-labelledby={`${base}-${current}`} className="pt-3">
        {children}
      </div>
    </>
  );
}
