import type { Variable } from '@logboom/server/documents';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { fetchFieldValues } from '../data/field-names.ts';
import { boundsOf, type TimeRange } from '../data/time-range.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { INPUT } from '../ui/input.ts';
import { Popover } from '../ui/Popover.tsx';

const OFFERED = 100;

interface VariableValuesProps {
  variables: readonly Variable[];
  range: TimeRange;
  onValue: (name: string, value: string) => void;
}

/** The values that all panels share: `$name` in a query stands for one. */
export function VariableValues({ variables, range, onValue }: VariableValuesProps) {
  return variables.map((variable) => (
    <VariableValue
      key={variable.name}
      variable={variable}
      range={range}
      onValue={(value) => onValue(variable.name, value)}
    />
  ));
}

interface VariableValueProps {
  variable: Variable;
  range: TimeRange;
  onValue: (value: string) => void;
}

function VariableValue({ variable: { name, value, field = '' }, range, onValue }: VariableValueProps) {
  const [draft, setDraft] = useState(value);
  const [offered, setOffered] = useState(false);
  const list = useId();
  useEffect(() => setDraft(value), [value]);
  const { data } = useQuery({
    queryKey: ['values', field, range],
    queryFn: () => fetchFieldValues('*', field, boundsOf(range, Date.now()), OFFERED),
    enabled: offered && field !== '',
  });
  const commit = (text: string) => {
    if (text !== value) onValue(text);
  };
  return (
    <label className="inline-flex items-center gap-1.5">
      <span className="font-mono text-xs text-ink-soft">{name}</span>
      <input
        aria-label={`Value of ${name}`}
        value={draft}
        placeholder="any"
        size={14}
        list={list}
        onFocus={() => setOffered(true)}
        onChange={(event) => {
          setDraft(event.target.value);
          // A choice of the list is whole; what is typed waits for Enter.
          if (data?.includes(event.target.value) || event.target.value === '') commit(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(draft);
          if (event.key === 'Escape') setDraft(value);
        }}
        onBlur={() => commit(draft)}
        className={`${INPUT} h-7 font-mono text-xs`}
      />
      <datalist id={list}>
        {data?.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
    </label>
  );
}

interface VariableNamesProps {
  variables: readonly Variable[];
  onChange: (variables: Variable[]) => void;
}

/** Which variables there are, and the fields whose values they offer. */
export function VariableNames({ variables, onChange }: VariableNamesProps) {
  const set = (place: number, part: Partial<Variable>) =>
    onChange(variables.map((variable, index) => (index === place ? { ...variable, ...part } : variable)));
  return (
    <Popover label="Variables" icon="filter" look="outline" width="w-96">
      {() => (
        <div className="grid gap-2">
          <p className="text-ink-soft">
            <code>$name</code> in the query of a panel stands for the value that is chosen above the panels.
          </p>
          {variables.map((variable, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the name itself is being written
            <div key={place} className="flex items-center gap-1.5">
              <span aria-hidden="true" className="font-mono text-ink-faint">
                $
              </span>
              <input
                aria-label={`Name of variable ${place + 1}`}
                value={variable.name}
                onChange={(event) => set(place, { name: event.target.value.replace(/\W/g, '') })}
                className={`${INPUT} h-7 w-28 min-w-0 font-mono text-xs`}
              />
              <input
                aria-label={`Field of ${variable.name}`}
                value={variable.field ?? ''}
                placeholder="values of field …"
                onChange={(event) => set(place, { field: event.target.value })}
                className={`${INPUT} h-7 min-w-0 flex-1 font-mono text-xs`}
              />
              <IconButton
                icon="close"
                label={`Remove ${variable.name}`}
                onClick={() => onChange(variables.toSpliced(place, 1))}
              />
            </div>
          ))}
          <div>
            <Button
              icon="plus"
              look="outline"
              onClick={() => onChange([...variables, { name: freeName(variables), value: '' }])}
            >
              Add a variable
            </Button>
          </div>
        </div>
      )}
    </Popover>
  );
}

function freeName(variables: readonly Variable[]): string {
  for (let number = 1; ; number++) {
    const name = `value${number}`;
    if (variables.every((other) => other.name !== name)) return name;
  }
}
