import { installExit } from '#platform';

/** What shutdown and exit need of a handler. */
export interface Flushable {
  readonly pending: boolean;
  flush(): Promise<void>;
  flushSync(): void;
  close(): Promise<void>;
}

const handlers = new Set<Flushable>();

/** Every open handler that keeps something is known here, in the order in which they were made. */
export function register(handler: Flushable): void {
  handlers.add(handler);
  installExit();
}

export function unregister(handler: Flushable): void {
  handlers.delete(handler);
}

/** Newest first, as `logging.shutdown` does: a memory handler flushes into the one that was made before it. */
export function openHandlers(): Flushable[] {
  return [...handlers].reverse();
}
