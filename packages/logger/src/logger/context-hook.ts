import type { Bindings } from './bindings.ts';

/** Gives the fields of the moment: of a request, a trace. Called once for each record that is made. */
export type ContextProvider = () => Bindings | undefined;

let provider: ContextProvider | undefined;

/** Sets where records get their context from; context/ does it for AsyncLocalStorage when it is first used. */
export function setContextProvider(next: ContextProvider | undefined): void {
  provider = next;
}

/** The context of now; none when the provider fails. */
export function currentContext(): Bindings | undefined {
  if (provider === undefined) return undefined;
  try {
    return provider();
  } catch {
    return undefined;
  }
}
