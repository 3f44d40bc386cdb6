import type { ReactNode } from 'react';
import { useSettings } from './use-settings.ts';

/** How many tokens there are and what asks for them; never what they are. */
export function Tokens() {
  const { data } = useSettings();
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  const { count, asked, open } = data.tokens;
  if (count === 0) {
    return (
      <p>
        None are set: everyone who reaches a listener may send. <code>auth.tokens</code> in logboom.yaml, or{' '}
        <code>LOGBOOM_AUTH_TOKENS</code>, sets some; their text is never shown here.
      </p>
    );
  }
  return (
    <>
      <p>
        {count === 1 ? 'One token is set' : `${count} tokens are set`} (<code>auth.tokens</code>). A sender
        shows one of them where its protocol has a place for it.
      </p>
      <Listeners title="Ask for a token" keys={asked} />
      {open.length > 0 && (
        <Listeners
          title="Have no place for one: keep them on addresses that only your senders reach"
          keys={open}
        />
      )}
    </>
  );
}

function Listeners({ title, keys }: { title: string; keys: string[] }): ReactNode {
  return (
    <div className="grid gap-1.5">
      <h3 className="text-ink-soft">{title}</h3>
      <ul className="flex flex-wrap gap-1.5">
        {keys.map((key) => (
          <li key={key} className="rounded-md border border-line bg-surface px-2 py-0.5 font-mono text-xs">
            {key}
          </li>
        ))}
      </ul>
    </div>
  );
}
