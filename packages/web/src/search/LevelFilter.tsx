import { LEVELS, type Level } from '@logboom/core';
import { valuesOf, withValues } from '../data/filter-text.ts';
import { LEVEL_FILL } from '../theme/levels.ts';

interface LevelFilterProps {
  query: string;
  onQuery: (query: string) => void;
}

/** Which levels are shown. The first press shows one level alone; further ones add to it; none left is all. */
export function LevelFilter({ query, onQuery }: LevelFilterProps) {
  const chosen = valuesOf(query, 'level');
  const toggle = (level: Level) => {
    const next = chosen.includes(level)
      ? chosen.filter((other) => other !== level)
      : LEVELS.filter((other) => other === level || chosen.includes(other));
    onQuery(withValues(query, 'level', next.length === LEVELS.length ? [] : next));
  };
  return (
    <fieldset aria-label="Level" className="flex flex-wrap items-center gap-0.5">
      {LEVELS.map((level) => (
        <button
          key={level}
          type="button"
          aria-pressed={chosen.includes(level)}
          onClick={() => toggle(level)}
          className={`flex h-7 items-center gap-1.5 rounded-md px-2 hover:bg-hover aria-pressed:bg-selected aria-pressed:text-ink ${
            chosen.length === 0 ? 'text-ink-soft' : 'text-ink-faint'
          }`}
        >
          <span aria-hidden="true" className={`size-2 rounded-full ${LEVEL_FILL[level]}`} />
          {level}
        </button>
      ))}
    </fieldset>
  );
}
