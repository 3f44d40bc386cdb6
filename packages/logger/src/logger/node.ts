import type { FilterLike } from '../filters/filter.ts';
import type { Handler } from '../handlers/handler.ts';
import { NOTSET } from './levels.ts';

/**
 * A name in the hierarchy: what all loggers of that name share. The effective level and the handlers that
 * a record reaches are worked out when something changes, not when something is logged.
 */
export class LoggerNode {
  readonly name: string;
  parent: LoggerNode | undefined;
  readonly children = new Set<LoggerNode>();
  /** As set; NOTSET means the parent's. */
  level = NOTSET;
  /** Records below are not made: the effective level, or above all levels when disabled. */
  threshold = NOTSET;
  readonly handlers: Handler[] = [];
  filters: FilterLike[] = [];
  propagate = true;
  disabled = false;
  /** Whether records find out who called the logger, asked for at this logger. */
  caller: boolean | undefined;
  /** The handlers that a record reaches: worked out for `version` of the tree. */
  targets: readonly Handler[] = [];
  targetsCaller = false;
  version = -1;

  constructor(name: string, parent: LoggerNode | undefined) {
    this.name = name;
    this.parent = parent;
  }

  /** The nearest level that is set, going up. */
  get effectiveLevel(): number {
    for (let at: LoggerNode | undefined = this; at !== undefined; at = at.parent) {
      if (at.level !== NOTSET) return at.level;
    }
    return NOTSET;
  }

  /** The handlers of this name and, as far as records propagate, of those above it. */
  collectHandlers(): Handler[] {
    const found: Handler[] = [];
    for (let at: LoggerNode | undefined = this; at !== undefined; at = at.propagate ? at.parent : undefined) {
      found.push(...at.handlers);
    }
    return found;
  }

  /** Whether this name or the nearest above that says so wants the caller. */
  get wantsCaller(): boolean {
    for (let at: LoggerNode | undefined = this; at !== undefined; at = at.parent) {
      if (at.caller !== undefined) return at.caller;
    }
    return false;
  }
}
