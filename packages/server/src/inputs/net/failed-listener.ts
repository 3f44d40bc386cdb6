import { reasonOf } from '@logboom/core';
import type { InputContext, ListenerState } from '../input.ts';

/** What becomes of a listener that cannot be opened: a warning, and a state that says why. */
export function failedListener(
  { log }: InputContext,
  input: string,
  { key, address }: ListenerState,
  error: unknown,
): ListenerState {
  const reason = reasonOf(error);
  log.warn('an input stays off: its port cannot be had', {
    input: `inputs.${input}.${key}`,
    address,
    reason,
  });
  return { key, address, problem: reason };
}
