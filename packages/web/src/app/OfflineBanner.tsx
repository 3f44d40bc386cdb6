import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** Tells when the browser itself has no network; what is on the page stays usable. */
export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online) return null;
  return (
    <p role="status" className="shrink-0 border-b border-line bg-tint-warn px-3 py-1 text-warn">
      No network. What is shown stays; the connection comes back by itself.
    </p>
  );
}
