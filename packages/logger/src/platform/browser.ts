import { flushSync } from '../exit/flush.ts';

/** The browser's side of platform/node.ts. */

/** The few names of a page that are used here; the DOM's types would leak into the Node side. */
interface Page {
  location?: { hostname: string };
  document?: { visibilityState: string };
  addEventListener?: (type: string, listener: () => void) => void;
}
const page = globalThis as Page;

export const processId = 0;
export const processName = 'browser';
export const thread = 0;
export const threadName = 'MainThread';

/** The name of the host that served the page. */
export function hostName(): string {
  return page.location?.hostname ?? '';
}

/** As LogboomError, without the catalogue of all errors: it would be an eighth of the browser's build. */
export function configError(path: string, reason: string): Error {
  const error = new Error(`Configuration ${path}: ${reason}.`);
  return Object.assign(error, {
    name: 'LogboomError',
    code: 'LB_CONFIG_INVALID',
    [Symbol.for('logboom.error')]: true,
  });
}

export function writeError(text: string): void {
  console.error(text.trimEnd());
}

let installed = false;

/** A page that is hidden may never come back: that is the last moment that browsers promise. */
export function installExit(): void {
  if (installed || page.addEventListener === undefined) return;
  installed = true;
  page.addEventListener('pagehide', flushSync);
  page.addEventListener('visibilitychange', () => {
    if (page.document?.visibilityState === 'hidden') flushSync();
  });
}
