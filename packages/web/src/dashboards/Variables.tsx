import { IconButton } from '../ui/Button.tsx';
import type { Dashboard } from './model.ts';

interface VariablesProps {
  variables: Dashboard['variables'];
  onChange: (variables: Dashboard['variables']) => void;
}

const INPUT = 'h-7 rounded-md border border-line bg-paper px-2 font-mono text-xs';

/** Values that all panels share: `$name` in a query stands for one. */
export function Variables({ variables, onChange }: VariablesProps) {
  const set = (place: number, part: Partial<{ name: string; value: string }>) =>
    onChange(variables.map((variable, index) => (index === place ? { ...variable, ...part } : variable)));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {variables.map(({ name, value }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name itself is being written
        <span key={place} className="flex items-center gap-1">
          $
          <input
            aria-label="Name of the variable"
            value={name}
            size={8}
            onChange={(event) => set(place, { name: event.target.value.replace(/\W/g, '') })}
            className={INPUT}
          />
          =
          <input
            aria-label={`Value of ${name}`}
            value={value}
            placeholder="anything"
            size={12}
            onChange={(event) => set(place, { value: event.target.value })}
            className={INPUT}
          />
          <IconButton
            icon="close"
            label={`Remove ${name}`}
            onClick={() => onChange(variables.filter((_, index) => index !== place))}
          />
        </span>
      ))}
      <IconButton
        icon="plus"
        label="Add a variable"
        onClick={() => onChange([...variables, { name: `value${variables.length + 1}`, value: '' }])}
      />
    </div>
  );
}
