import { IconButton } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';

interface ColumnMenuProps {
  /** What is shown, in order. */
  shown: readonly string[];
  /** What could be. */
  known: () => string[];
  /** Undefined: the usual ones. */
  onChange: (columns: string[] | undefined) => void;
}

/** Which columns are shown, and in which order. */
export function ColumnMenu({ shown, known, onChange }: ColumnMenuProps) {
  return (
    <Popover label="Columns" caption={null} icon="columns" width="w-72">
      {() => <Choices shown={shown} known={known()} onChange={onChange} />}
    </Popover>
  );
}

function Choices({
  shown,
  known,
  onChange,
}: {
  shown: readonly string[];
  known: string[];
  onChange: ColumnMenuProps['onChange'];
}) {
  const move = (name: string, step: number) => {
    const next = shown.filter((other) => other !== name);
    next.splice(shown.indexOf(name) + step, 0, name);
    onChange(next);
  };
  const toggle = (name: string) =>
    onChange(shown.includes(name) ? shown.filter((other) => other !== name) : [...shown, name]);
  const rest = known.filter((name) => !shown.includes(name));
  return (
    <>
      <ul className="max-h-[50vh] overflow-auto text-xs">
        {[...shown, ...rest].map((name) => {
          const place = shown.indexOf(name);
          return (
            <li key={name} className="flex items-center hover:bg-hover">
              <label className="flex min-w-0 flex-1 items-center gap-2 py-0.5 pl-1">
                <input
                  type="checkbox"
                  checked={place !== -1}
                  onChange={() => toggle(name)}
                  className="accent-accent"
                />
                <span className="truncate font-mono">{name}</span>
              </label>
              {place > 0 && (
                <IconButton icon="up" label={`Move ${name} before`} onClick={() => move(name, -1)} />
              )}
              {place !== -1 && place < shown.length - 1 && (
                <IconButton icon="down" label={`Move ${name} after`} onClick={() => move(name, 1)} />
              )}
            </li>
          );
        })}
      </ul>
      <button type="button" className="mt-2 px-1 text-accent underline" onClick={() => onChange(undefined)}>
        Back to the usual columns
      </button>
    </>
  );
}
