import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  /** A few words under the title. */
  about: string;
  children: ReactNode;
}

/** One group of settings: its name at the left, where there is room, and what it holds. */
export function Section({ title, about, children }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-3 border-t border-line py-6 md:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <header>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="text-ink-faint">{about}</p>
      </header>
      <div className="grid content-start gap-4">{children}</div>
    </section>
  );
}
