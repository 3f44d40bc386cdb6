import { writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { isMainThread, threadId } from 'node:worker_threads';
import { LogboomError } from '@logboom/core';
import { installSignals } from '../exit/signals.ts';

/** What the library asks of the place where it runs; platform/browser.ts is the other one. */

export const processId: number = process.pid;
export const processName = 'MainProcess';
export const thread: number = threadId;
export const threadName: string = isMainThread ? 'MainThread' : `Worker-${threadId}`;

/** The name of this host. */
export function hostName(): string {
  return hostname();
}

/** A mistake in a level or format, with where it is. */
export function configError(path: string, reason: string): Error {
  return new LogboomError('LB_CONFIG_INVALID', { path, reason });
}

/** Writes to stderr now; a closed or full stderr is nobody's problem here. */
export function writeError(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nowhere left to say it.
  }
}

let installed = false;

/** Sees to it that handlers are flushed when the process ends. */
export function installExit(): void {
  if (installed) return;
  installed = true;
  installSignals();
}
