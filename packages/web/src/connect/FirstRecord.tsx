import { CopyButton } from '../ui/CopyButton.tsx';
import { firstRecordSnippets } from './snippets.ts';
import { useStatus } from './use-status.ts';

/** Teaches how to send a first record, with this server's own addresses. */
export function FirstRecord() {
  const status = useStatus();
  const python = status.data?.inputs.find((input) => input.name === 'inputs.python.tcp')?.address;
  return (
    <section aria-label="Send a first record" className="mt-8 grid gap-4">
      <h3 className="font-semibold">Send one now: paste a line into a terminal</h3>
      {firstRecordSnippets(location.origin, python).map(({ name, text }) => (
        <figure key={name}>
          <figcaption className="mb-1 flex items-center justify-between text-ink-soft">
            {name}
            <CopyButton text={text} label={`Copy the ${name} line`} />
          </figcaption>
          <pre className="overflow-x-auto rounded-md border border-line bg-surface p-3 font-mono text-xs">
            {text}
          </pre>
        </figure>
      ))}
    </section>
  );
}
