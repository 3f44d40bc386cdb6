import { type LevelLike, levelNumber } from './levels.ts';
import type { Logger } from './logger.ts';
import { Manager } from './manager.ts';

/** The process's tree of loggers. */
export const manager = new Manager();

/**
 * The logger of a dotted name, always the same one; without a name the root.
 *
 * @example const log = getLogger('shop.payment');
 */
export function getLogger(name?: string): Logger {
  return manager.getLogger(name);
}

/** Turns everything at or below a level off; NOTSET turns it on again. `logging.disable`. */
export function disable(level: LevelLike = 'CRITICAL'): void {
  manager.disable(levelNumber(level));
}
