import { useId } from 'react';

interface ChoiceProps<T extends string> {
  label: string;
  choices: readonly T[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few, as a row of radio buttons. */
export function Choice<T extends string>({ label, choices, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-1">
        {choices.map((choice) => (
          <label
            key={choice}
            className="flex cursor-pointer items-center gap-2 rounded-md border border-line px-3 py-1 hover:bg-hover has-checked:border-accent has-checked:bg-selected"
          >
            <input
              type="radio"
              name={name}
              checked={choice === value}
              onChange={() => onChange(choice)}
              className="accent-accent"
            />
            {choice}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
