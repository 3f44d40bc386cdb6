import { IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from './Keys.tsx';
import { commands } from './registry.ts';

/** Keys that parts of the page handle themselves. */
const INSIDE = [
  { title: 'In the table: next and previous record', keys: 'ArrowDown' },
  { title: 'In the table: open the record', keys: 'Enter' },
  { title: 'Close what is open', keys: 'Escape' },
];

/** Every key that does something here. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const list = [...commands().filter(({ keys }) => keys !== undefined), ...INSIDE];
  return (
    <Dialog label="Keyboard" onClose={onClose}>
      <header className="flex items-center justify-between border-b border-line px-4 py-2">
        <h2 className="text-base font-semibold">Keyboard</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <ul className="max-h-[60vh] overflow-auto p-2">
        {list.map(({ title, keys = '' }) => (
          <li key={title} className="flex items-center px-2 py-1">
            {title}
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
