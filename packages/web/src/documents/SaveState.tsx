import type { DocumentPath } from '../data/documents.ts';
import { Button } from '../ui/Button.tsx';
import type { DocumentKeeper, KeepState } from './keeper.ts';

interface SaveStateProps<Path extends DocumentPath> {
  state: KeepState;
  problem: string;
  keeper: DocumentKeeper<Path>;
}

const WORDS: Partial<Record<KeepState, string>> = { saved: 'Saved', saving: 'Saving …' };

/** Whether what is shown is on the server, in a word. */
export function SaveWord({ state }: { state: KeepState }) {
  return (
    <span role="status" aria-label="State of saving" className="text-ink-faint">
      {WORDS[state] ?? 'Not saved'}
    </span>
  );
}

/** Why something is not saved, and what to do about it; nothing while all is well. */
export function SaveProblem<Path extends DocumentPath>({ state, problem, keeper }: SaveStateProps<Path>) {
  if (state === 'saved' || state === 'saving') return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-tint-warn px-3 py-2 text-warn"
    >
      <p className="mr-auto">
        {state === 'waiting' && `Not saved yet, and tried again: ${problem} Leave this page open.`}
        {state === 'refused' && `Not saved: ${problem}`}
        {state === 'conflict' && 'Someone else changed this meanwhile. Your changes are not saved.'}
      </p>
      {state === 'conflict' && (
        <>
          <Button look="outline" onClick={() => void keeper.takeTheirs().catch(() => undefined)}>
            Show theirs
          </Button>
          <Button look="outline" onClick={() => void keeper.keepMine()}>
            Replace with mine
          </Button>
        </>
      )}
    </div>
  );
}
