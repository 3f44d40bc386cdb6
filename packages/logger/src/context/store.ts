import { AsyncLocalStorage } from 'node:async_hooks';
import { Bindings, type Fields, flattenBindings } from '../logger/bindings.ts';
import { setContextProvider } from '../logger/context-hook.ts';
import { openTelemetryContext } from './opentelemetry.ts';
import type { Span } from './span.ts';

/** What is known of the work at hand. */
export interface Context {
  bindings: Bindings | undefined;
  span: Span | undefined;
}

const storage = new AsyncLocalStorage<Context>();
const NONE: Context = { bindings: undefined, span: undefined };
let installed = false;

/** The context of the running code. */
export function currentContext(): Context {
  return storage.getStore() ?? NONE;
}

/** Runs a function, and all it starts, in a context. */
export function runInContext<Result>(context: Context, work: () => Result): Result {
  installContext();
  return storage.run(context, work);
}

/** Lets records carry the context, and OpenTelemetry's span where it has one. Done by whatever uses contexts first. */
export function installContext(): void {
  if (installed) return;
  installed = true;
  setContextProvider(() => {
    const { bindings, span } = storage.getStore() ?? NONE;
    if (span !== undefined) return bindings;
    const foreign = openTelemetryContext();
    return foreign === undefined ? bindings : new Bindings(bindings, foreign);
  });
}

/**
 * Runs a function whose records, also those of everything asynchronous that it starts, carry these fields.
 * Inner fields win over outer ones, and the outer ones are back when it ends.
 *
 * @example await withContext({ request_id: id }, () => handle(request));
 */
export function withContext<Result>(fields: Fields, work: () => Result): Result {
  const outer = currentContext();
  return runInContext({ ...outer, bindings: new Bindings(outer.bindings, fields) }, work);
}

/**
 * Adds fields to the context that the running code is in, for the rest of it: a user who has just been
 * identified. Outside of any context it does nothing and says so.
 */
export function addContext(fields: Fields): boolean {
  const context = storage.getStore();
  if (context === undefined) return false;
  context.bindings = new Bindings(context.bindings, fields);
  return true;
}

/** The fields of the running code. */
export function contextFields(): Fields {
  return flattenBindings(currentContext().bindings);
}
