import { CopyButton } from './CopyButton.tsx';

/** Text to paste, with its name and a button that copies it. */
export function Code({ name, text }: { name: string; text: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-center justify-between text-ink-soft">
        {name}
        <CopyButton text={text} label={`Copy: ${name}`} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-md border border-line bg-paper p-2.5 font-mono text-xs"
      >
        {text}
      </pre>
    </figure>
  );
}
