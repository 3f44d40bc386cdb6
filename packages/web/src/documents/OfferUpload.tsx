import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { forgetLocal, localTexts, uploadLocal } from './local.ts';
import { useChange } from './use-change.ts';

const NAMES = { dashboards: ['dashboard', 'dashboards'], queries: ['saved query', 'saved queries'] } as const;

/** Offers to bring what an earlier version kept in this browser to the server; nothing where there is nothing. */
export function OfferUpload({ kind }: { kind: keyof typeof NAMES }) {
  const [count, setCount] = useState(() => localTexts(kind).length);
  const { run, problem } = useChange();
  if (count === 0) return null;
  const recount = () => setCount(localTexts(kind).length);
  return (
    <section
      aria-label={`From this browser: ${NAMES[kind][1]}`}
      className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-selected px-3 py-2"
    >
      <p className="mr-auto">
        This browser holds {count} {NAMES[kind][count === 1 ? 0 : 1]} from before the server kept them.
        {problem && (
          <span role="alert" className="block text-error">
            {problem}
          </span>
        )}
      </p>
      <Button look="strong" onClick={() => void run(() => uploadLocal(kind)).then(recount)}>
        Keep on the server
      </Button>
      <Button
        look="outline"
        onClick={() => {
          forgetLocal(kind);
          recount();
        }}
      >
        Forget
      </Button>
    </section>
  );
}
