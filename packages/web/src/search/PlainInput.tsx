import { useLayoutEffect, useRef } from 'react';

interface PlainInputProps {
  value: string;
  onChange: (value: string) => void;
  onEnter: (value: string) => void;
  onWalk: (step: number) => void;
  hint: string;
  invalid: boolean;
  /** It gives way to the editor; tells whether someone is typing in it. */
  onGone: (focused: boolean) => void;
}

/** The query box until the editor has loaded: works at once, with the same keys. */
export function PlainInput({ value, onChange, onEnter, onWalk, hint, invalid, onGone }: PlainInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const element = input.current;
    return () => onGone(element !== null && element === document.activeElement);
  }, [onGone]);
  return (
    <input
      ref={input}
      type="text"
      aria-label="Query"
      aria-invalid={invalid}
      placeholder={hint}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onEnter(value);
        else if (event.key === 'ArrowUp') onWalk(1);
        else if (event.key === 'ArrowDown') onWalk(-1);
        else return;
        event.preventDefault();
      }}
      className="h-7 min-w-0 flex-1 bg-transparent font-mono text-sm outline-none"
    />
  );
}
