import type { InputStatus, InputWay } from '@logboom/client';
import { Link } from '@tanstack/react-router';
import { exactTerm } from '../data/filter-text.ts';
import { agoOf } from '../table/time.ts';
import { Code } from '../ui/Code.tsx';
import { grouped } from '../ui/number.ts';
import { TestRecord } from './TestRecord.tsx';
import { listenerOf } from './test-record.ts';

/** One input: where it listens, what it got, and what to paste. */
export function InputCard({ input, now }: { input: InputStatus; now: number }) {
  const { name, title, state, ways, records, rejected, lastRecordAt } = input;
  const on = state === 'listening' || state === 'connected';
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
          {on ? `${grouped(records)} ${records === 1 ? 'record' : 'records'}` : state}
          {rejected > 0 && `, ${grouped(rejected)} rejected`}
          {lastRecordAt && `, the last ${agoOf(now - Date.parse(lastRecordAt))}`}
        </span>
      </summary>
      <div className="grid gap-3 border-t border-line px-4 py-3">
        {ways.length === 0 && <p className="text-ink-soft">Turned off in the configuration.</p>}
        {ways.map((way) => (
          <Way key={way.key + way.address} input={name} way={way} />
        ))}
        <Link to="/" search={{ q: exactTerm('source', name) }} className="text-accent underline">
          Show what came in here
        </Link>
      </div>
    </details>
  );
}

/** Over TLS a test would need certificates that the server does not have. */
const isTestable = ({ key, state }: InputWay): boolean => state === 'listening' && !key.endsWith('.tls');

function Way({ input, way }: { input: string; way: InputWay }) {
  const { key, address, state, problem, snippets } = way;
  return (
    <section aria-label={key} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="flex flex-wrap gap-x-4 font-mono text-xs">
          <span className="text-ink-faint">{key}</span>
          <span>{address}</span>
          {state !== 'listening' && <span className="text-ink-soft">{state}</span>}
        </p>
        {isTestable(way) && <TestRecord input={input} listener={listenerOf(input, key)} />}
      </div>
      {problem !== undefined && <p className="text-error">{problem}</p>}
      {snippets.map((snippet) => (
        <Code key={snippet.name + snippet.text} {...snippet} />
      ))}
    </section>
  );
}
