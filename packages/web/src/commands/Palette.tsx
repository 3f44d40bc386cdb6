import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from './Keys.tsx';
import { match } from './match.ts';
import { type Command, commands } from './registry.ts';

/** Every command of the page, found by typing a part of its name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const all = useMemo(() => commands().filter(({ keys }) => keys !== 'mod+k'), []);
  const found = match(all, text);
  const at = Math.min(active, found.length - 1);

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    // After the dialog gave the focus back: a command may take it elsewhere.
    requestAnimationFrame(() => command.run());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog label="Commands" onClose={onClose}>
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-label="Command"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        placeholder="What should be done?"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none"
      />
      <div id={id} role="listbox" aria-label="Commands" className="max-h-[50vh] overflow-auto p-1">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys
          <div
            key={command.title}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => run(command)}
            className="flex cursor-pointer items-center rounded-md px-3 py-1.5 hover:bg-hover aria-selected:bg-selected"
          >
            {command.title}
            {command.keys && <Keys keys={command.keys} />}
          </div>
        ))}
        {found.length === 0 && <p className="p-3 text-ink-faint">No command of that name.</p>}
      </div>
    </Dialog>
  );
}
