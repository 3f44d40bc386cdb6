import type { ReactNode } from 'react';

interface ScrollViewProps {
  label: string;
  /** Classes of what is inside: its width and spaces. */
  className: string;
  children: ReactNode;
}

/** A whole view that scrolls, by keyboard too. */
export function ScrollView({ label, className, children }: ScrollViewProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="h-full overflow-auto -outline-offset-2">
      <div className={`mx-auto grid ${className}`}>{children}</div>
    </section>
  );
}
