import { useEffect } from 'react';

/** Something that the page can do, for the palette and the keyboard. */
export interface Command {
  title: string;
  /** A single key as `KeyboardEvent.key` names it, or `mod+k` for Ctrl or Command with a key. */
  keys?: string;
  run: () => void;
}

const lists = new Set<readonly Command[]>();

/** What can be done at the moment, by the views that are shown. */
export const commands = (): Command[] => [...lists].flat();

/** Offers commands while a component is shown. */
export function useCommands(list: readonly Command[]): void {
  useEffect(() => {
    lists.add(list);
    return () => {
      lists.delete(list);
    };
  }, [list]);
}

/** The command that a key press means; nothing while someone types. */
export function commandOf(event: KeyboardEvent): Command | undefined {
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey || event.defaultPrevented) return undefined;
  const keys = mod ? `mod+${event.key.toLowerCase()}` : event.key;
  const typing =
    event.target instanceof HTMLElement &&
    event.target.closest(
      'input:not([type=range], [type=checkbox]), textarea, select, [contenteditable=true]',
    ) !== null;
  if (typing && !mod) return undefined;
  return commands().find((command) => command.keys === keys);
}
