import { type ReactNode, useId } from 'react';

interface CardProps {
  title: string;
  /** What stands at the right of the title. */
  tools?: ReactNode;
  children: ReactNode;
}

/** One part of the overview. */
export function Card({ title, tools, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface p-4">
      <header className="mb-2 flex h-6 items-center justify-between gap-2">
        <h2 id={id} className="truncate font-medium">
          {title}
        </h2>
        {tools}
      </header>
      {children}
    </section>
  );
}
