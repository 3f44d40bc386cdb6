import { useState } from 'react';
import { queryHistory } from './query-history.ts';

interface PlainInputProps {
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
  invalid: boolean;
}

/** The query box until the editor has loaded: works at once. Up and down walk through earlier queries. */
export function PlainInput({ value, onChange, onEnter, invalid }: PlainInputProps) {
  const [place, setPlace] = useState(-1);
  const walk = (step: number) => {
    const list = queryHistory();
    const next = Math.max(-1, Math.min(place + step, list.length - 1));
    setPlace(next);
    onChange(next === -1 ? '' : list[next]!);
  };
  return (
    <input
      type="text"
      aria-label="Query"
      aria-invalid={invalid}
      placeholder="Search: words, field:value, level:error …"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={value}
      onChange={(event) => {
        setPlace(-1);
        onChange(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onEnter();
        else if (event.key === 'ArrowUp') walk(1);
        else if (event.key === 'ArrowDown') walk(-1);
        else return;
        event.preventDefault();
      }}
      className="h-7 min-w-0 flex-1 bg-transparent font-mono text-sm outline-none"
    />
  );
}
