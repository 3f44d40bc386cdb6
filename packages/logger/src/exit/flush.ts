import { openHandlers } from './registry.ts';
import { reportError } from './report.ts';

/** Resolves when all that was logged so far is written. Errors are reported, not thrown. */
export async function flush(): Promise<void> {
  await each((handler) => handler.flush());
}

/** Writes what all handlers keep back, as far as possible without waiting. For the last moment of a process. */
export function flushSync(): void {
  for (const handler of openHandlers()) {
    try {
      handler.flushSync();
    } catch (error) {
      reportError('flush at exit', error);
    }
  }
}

/** Flushes and closes all handlers, newest first: the last line of a program that ends in order. */
export async function shutdown(): Promise<void> {
  await each((handler) => handler.close());
}

/** Whether a handler still waits for something after flushSync. */
export function anyPending(): boolean {
  return openHandlers().some((handler) => handler.pending);
}

async function each(act: (handler: ReturnType<typeof openHandlers>[number]) => Promise<void>): Promise<void> {
  for (const handler of openHandlers()) {
    try {
      await act(handler);
    } catch (error) {
      reportError('flush', error);
    }
  }
}
