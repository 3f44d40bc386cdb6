import { configError } from '#platform';

/** Python's numbers (`logging` documentation, "Logging Levels"); TRACE is below them, FATAL is CRITICAL. */
export const NOTSET = 0;
export const TRACE = 5;
export const DEBUG = 10;
export const INFO = 20;
export const WARNING = 30;
export const ERROR = 40;
export const CRITICAL = 50;
export const FATAL = 50;

/** A level as a number or by its name in any case: `20`, `'INFO'`, `'warn'`. */
export type LevelLike = number | string;

const nameOf = new Map<number, string>([
  [NOTSET, 'NOTSET'],
  [TRACE, 'TRACE'],
  [DEBUG, 'DEBUG'],
  [INFO, 'INFO'],
  [WARNING, 'WARNING'],
  [ERROR, 'ERROR'],
  [CRITICAL, 'CRITICAL'],
]);

const numberOf = new Map<string, number>([
  ...[...nameOf].map(([level, name]): [string, number] => [name, level]),
  ['WARN', WARNING],
  ['FATAL', FATAL],
]);

/** The name of a level: `levelName(20)` is `'INFO'`, and `levelName(21)` is Python's `'Level 21'`. */
export function levelName(level: number): string {
  return nameOf.get(level) ?? `Level ${level}`;
}

/** Gives a number a name, as `logging.addLevelName` does. Names are looked up in any case. */
export function addLevelName(level: number, name: string): void {
  nameOf.set(level, name);
  numberOf.set(name.toUpperCase(), level);
}

/**
 * The number of a level.
 *
 * @throws LogboomError LB_CONFIG_INVALID when no level has that name
 */
export function levelNumber(level: LevelLike): number {
  if (typeof level === 'number') {
    if (Number.isFinite(level)) return level;
  } else {
    const found = numberOf.get(level.toUpperCase());
    if (found !== undefined) return found;
    if (/^\d+$/.test(level)) return Number(level);
  }
  throw configError(
    'level',
    `there is no level ${JSON.stringify(level)}; use one of ${[...numberOf.keys()].join(', ')}, a number, or name your own with addLevelName()`,
  );
}
