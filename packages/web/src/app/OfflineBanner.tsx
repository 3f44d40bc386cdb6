import { useSyncExternalStore } from 'react';
import { isAway, onReach } from '../data/reach.ts';

function subscribe(changed: () => void): () => void {
  const stop = onReach(changed);
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    stop();
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

function look(): string {
  if (!navigator.onLine) return 'No network. What is shown stays; the connection comes back by itself.';
  if (!isAway()) return '';
  return 'The server does not answer. What is shown stays; the page goes on by itself when the server is back.';
}

/** Tells when the network or the server is away; what is on the page stays usable. */
export function OfflineBanner() {
  const text = useSyncExternalStore(subscribe, look);
  if (text === '') return null;
  return (
    <p role="status" className="shrink-0 border-b border-line bg-tint-warn px-3 py-1 text-warn">
      {text}
    </p>
  );
}
