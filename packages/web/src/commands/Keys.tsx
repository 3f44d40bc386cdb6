const NAMES: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ' ': 'Space', Escape: 'Esc' };
const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** A key as it is written on keyboards. */
export function Keys({ keys }: { keys: string }) {
  const parts = keys
    .split('+')
    .map((key) => (key === 'mod' ? MOD : (NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))));
  return (
    <span className="ml-auto flex gap-1">
      {parts.map((part) => (
        <kbd
          key={part}
          className="rounded border border-line bg-surface px-1.5 font-mono text-xs text-ink-soft"
        >
          {part}
        </kbd>
      ))}
    </span>
  );
}
