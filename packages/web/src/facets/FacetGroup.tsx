import { LEVELS, type Level } from '@logboom/core';
import { memo } from 'react';
import type { Facet, FacetValue } from '../data/facets.ts';
import { addTerm, exactTerm, valuesOf, withValues } from '../data/filter-text.ts';
import { LEVEL_FILL } from '../theme/levels.ts';
import { Icon } from '../ui/Icon.tsx';
import { compact } from '../ui/number.ts';

interface FacetGroupProps {
  facet: Facet;
  query: string;
  onQuery: (query: string) => void;
  open: boolean;
}

/** One field: its values with counts. A click includes or takes back; the minus leaves a value out. */
export const FacetGroup = memo(function FacetGroup({ facet, query, onQuery, open }: FacetGroupProps) {
  const { field, values } = facet;
  const chosen = valuesOf(query, field);
  const most = Math.max(1, ...values.map(({ hits }) => hits));
  return (
    <details open={open || chosen.length > 0} className="group border-b border-line">
      <summary className="flex cursor-pointer list-none items-center gap-1 px-2 py-1.5 font-medium hover:bg-hover">
        <Icon name="right" className="text-ink-faint transition-transform group-open:rotate-90" />
        <span className="truncate">{field}</span>
        <span className="ml-auto text-ink-faint">{values.length}</span>
      </summary>
      <ul className="pb-1">
        {values.map((entry) => (
          <FacetRow
            key={entry.value}
            field={field}
            entry={entry}
            share={entry.hits / most}
            chosen={chosen.includes(entry.value)}
            onToggle={() => onQuery(withValues(query, field, toggled(chosen, entry.value)))}
            onExclude={() => onQuery(addTerm(query, `-${exactTerm(field, entry.value)}`))}
          />
        ))}
      </ul>
    </details>
  );
});

const toggled = (list: string[], value: string): string[] =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

interface FacetRowProps {
  field: string;
  entry: FacetValue;
  /** Of the most frequent value, 0..1. */
  share: number;
  chosen: boolean;
  onToggle: () => void;
  onExclude: () => void;
}

function FacetRow({ field, entry, share, chosen, onToggle, onExclude }: FacetRowProps) {
  const { value, hits } = entry;
  const level =
    field === 'level' && (LEVELS as readonly string[]).includes(value) ? (value as Level) : undefined;
  return (
    <li className="group/row relative flex items-center hover:bg-hover">
      <span
        aria-hidden="true"
        className="absolute inset-y-0.5 left-0 bg-selected"
        style={{ width: `${share * 100}%` }}
      />
      <button
        type="button"
        aria-pressed={chosen}
        title={`Show only ${field} = ${value}`}
        onClick={onToggle}
        className="relative flex min-w-0 flex-1 items-center gap-1.5 py-0.5 pr-2 pl-6 text-left font-mono aria-pressed:font-bold"
      >
        {level && <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${LEVEL_FILL[level]}`} />}
        <span className="truncate">{value === '' ? '(empty)' : value}</span>
        <span className="ml-auto pl-1 font-sans text-ink-soft tabular-nums">{compact(hits)}</span>
      </button>
      <button
        type="button"
        aria-label={`Leave out ${field} = ${value}`}
        title={`Leave out ${field} = ${value}`}
        onClick={onExclude}
        className="relative px-1 text-ink-soft opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100"
      >
        <Icon name="minus" />
      </button>
    </li>
  );
}
