import { useNow } from '../table/use-now.ts';
import { ScrollView } from '../ui/ScrollView.tsx';
import { InputCard } from './InputCard.tsx';
import { useInputs } from './use-inputs.ts';

/** How to send records to this server: its inputs, with lines to paste. */
export function ConnectPage() {
  const { data, error } = useInputs();
  const now = useNow(1000);
  return (
    <ScrollView label="Connect" className="w-full max-w-4xl gap-5 p-4 sm:p-8">
      <header className="grid gap-3">
        <h1 className="text-lg font-semibold">Connect</h1>
        <p className="text-ink-soft">
          What already writes logs needs a line of configuration. Each input below shows its address on this
          server, lines that work when pasted, and a test that goes the whole way.
        </p>
      </header>
      {error && (
        <p role="alert" className="text-error">
          {error.message}
        </p>
      )}
      <div className="grid gap-3">
        <h2 className="sr-only">Inputs</h2>
        {data?.map((input) => (
          <InputCard key={input.name} input={input} now={now} />
        ))}
      </div>
    </ScrollView>
  );
}
