import { Link } from '@tanstack/react-router';
import { exactTerm } from '../data/filter-text.ts';
import { agoOf } from '../table/time.ts';
import { Code } from '../ui/Code.tsx';
import { grouped } from '../ui/number.ts';
import { listenerSnippets } from './snippets.ts';
import { TestRecord } from './TestRecord.tsx';
import { listenerOf } from './test-record.ts';
import { addressFromHere, type InputStatus } from './use-status.ts';

/** One input: where it listens, what it got, and what to paste. */
export function InputCard({ input, now }: { input: InputStatus; now: number }) {
  const { name, title, state, listeners, records, lastRecordAt } = input;
  const on = state === 'on';
  const snippets = listeners.flatMap(({ key, address }) =>
    listenerSnippets(key, addressFromHere(address), location.origin),
  );
  return (
    <details className="group rounded-lg border border-line bg-surface" open={name === 'http'}>
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 hover:bg-hover">
        <span
          aria-hidden="true"
          className={`size-2 self-center rounded-full ${on ? 'bg-good' : 'bg-line-strong'}`}
        />
        <h3 className="font-semibold">{name}</h3>
        <span className="text-ink-soft">{title}</span>
        <span className="ml-auto text-ink-faint tabular-nums">
          {on ? `${grouped(records)} records` : state}
          {lastRecordAt && `, the last ${agoOf(now - Date.parse(lastRecordAt))}`}
        </span>
      </summary>
      <div className="grid gap-3 border-t border-line px-4 py-3">
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 font-mono text-xs">
          {listeners.map(({ key, address }) => (
            <div key={key} className="contents">
              <dt className="text-ink-faint">{key}</dt>
              <dd className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {addressFromHere(address)}
                {!key.endsWith('.tls') && (
                  <TestRecord input={name} listener={listenerOf(name, key)} caption="Test" look="outline" />
                )}
              </dd>
            </div>
          ))}
        </dl>
        {snippets.map((snippet) => (
          <Code key={snippet.name + snippet.text} {...snippet} />
        ))}
        <Link to="/" search={{ q: exactTerm('source', name) }} className="text-accent underline">
          Show what came in here
        </Link>
      </div>
    </details>
  );
}
