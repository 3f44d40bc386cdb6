import { LogboomError } from '@logboom/core';
import { ClientError } from '../error.ts';

const WAIT_MS = 250;
const WAIT_MAX_MS = 15_000;

/** Whether the same request may go well later. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ClientError) return error.isPassing;
  return (
    LogboomError.is(error) && (error.code === 'LB_SERVER_UNREACHABLE' || error.code === 'LB_ANSWER_BROKEN')
  );
}

/** How long to wait before the next try: twice as long each time, or as long as the server wants. Milliseconds. */
export function waitBefore(attempt: number, error: unknown): number {
  const wait = Math.min(WAIT_MS * 2 ** attempt, WAIT_MAX_MS) * (0.5 + Math.random() / 2);
  const wanted = error instanceof ClientError ? (error.retryAfter ?? 0) * 1e3 : 0;
  return Math.max(wait, wanted);
}

/** @throws the signal's reason when it aborts */
export function pause(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
