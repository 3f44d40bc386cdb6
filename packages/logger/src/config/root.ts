import type { Handler } from '../handlers/handler.ts';
import { manager } from '../logger/global.ts';
import type { LevelLike } from '../logger/levels.ts';

/** What `basicConfig` takes everywhere. */
export interface RootOptions {
  /** The level of the root, and so of all loggers that have none. @default WARNING */
  level?: LevelLike;
  /** Handlers that are ready, in place of the one that would be made. */
  handlers?: readonly Handler[];
  /** Remove and close the root's handlers first. Without it a configured root is left as it is. @default false */
  force?: boolean;
}

/** Gives the root its handlers and level; `make` builds the handler when none is given. */
export function configureRoot(options: RootOptions, make: () => Handler): void {
  const { root } = manager;
  if (options.force === true) {
    for (const handler of [...root.handlers]) {
      root.removeHandler(handler);
      handler.flushSync();
      void handler.close().catch((error) => handler.handleError(error));
    }
  }
  if (root.handlers.length > 0) return;
  const handlers = options.handlers ?? [make()];
  if (options.level !== undefined) root.setLevel(options.level);
  for (const handler of handlers) root.addHandler(handler);
}
