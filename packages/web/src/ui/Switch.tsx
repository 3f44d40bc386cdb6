interface SwitchProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  title?: string;
  disabled?: boolean;
}

export function Switch({ label, on, onChange, title, disabled = false }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      title={title}
      disabled={disabled}
      onClick={() => onChange(!on)}
      className="inline-flex h-7 items-center gap-2 rounded-md px-2 text-ink hover:bg-hover disabled:opacity-60"
    >
      <span
        className={`relative h-4 w-7 rounded-full transition-colors ${on ? 'bg-accent' : 'bg-line-strong'}`}
        aria-hidden="true"
      >
        <span
          className={`absolute top-0.5 size-3 rounded-full bg-paper transition-[left] ${on ? 'left-3.5' : 'left-0.5'}`}
        />
      </span>
      {label}
    </button>
  );
}
