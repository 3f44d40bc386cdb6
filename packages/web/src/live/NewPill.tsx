import { Icon } from '../ui/Icon.tsx';
import { grouped } from '../ui/number.ts';

/** Floats over the table while rows wait because the reader is elsewhere in it. */
export function NewPill({ count, onClick }: { count: number; onClick: () => void }) {
  if (count === 0) return null;
  return (
    <button
      type="button"
      onClick={onClick}
      className="absolute top-9 left-1/2 z-20 flex -translate-x-1/2 items-center gap-1 rounded-full bg-accent px-3 py-1 font-medium text-accent-ink shadow-md"
    >
      <Icon name="up" />
      {grouped(count)} new
    </button>
  );
}
