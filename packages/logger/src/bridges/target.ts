import type { LogEvent } from '../event/event.ts';
import type { Handler } from '../handlers/handler.ts';

/** Where a bridge's records go: handlers, each with its own level and filters. */
export type Target = Handler | readonly Handler[];

/** Hands a record to those that take its level. Never throws. */
export function handOn(target: Target, event: LogEvent): void {
  for (const handler of handlersOf(target)) if (event.level >= handler.level) handler.handle(event);
}

export function handlersOf(target: Target): readonly Handler[] {
  return Array.isArray(target) ? (target as readonly Handler[]) : [target as Handler];
}
