const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

const listeners = new Set<() => void>();
let away = false;

/** Whether the server gave no answer the last time that something was asked. */
export const isAway = (): boolean => away;

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A request got no answer at all: asks for a sign of life until there is one. */
export function noteAway(): void {
  if (away) return;
  set(true);
  void waitForServer();
}

/** Something answered. */
export function noteReached(): void {
  if (away) set(false);
}

function set(next: boolean): void {
  away = next;
  for (const listener of listeners) listener();
}

async function waitForServer(): Promise<void> {
  for (let wait = FIRST_WAIT_MS; away; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await fetch('/health', { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok) noteReached();
  }
}
