import { Code } from '../ui/Code.tsx';
import { firstRecordSnippets } from './snippets.ts';
import { useInputs } from './use-inputs.ts';

/** Teaches how to send a first record, with this server's own addresses. */
export function FirstRecord() {
  const { data } = useInputs();
  const python = data?.flatMap(({ ways }) => ways).find(({ key }) => key === 'inputs.python.tcp');
  return (
    <section aria-label="Send a first record" className="mt-8 grid gap-4">
      <h3 className="font-semibold">Send one now: paste a line into a terminal</h3>
      {firstRecordSnippets(location.origin, python?.snippets[0]?.text).map((snippet) => (
        <Code key={snippet.name} {...snippet} />
      ))}
    </section>
  );
}
