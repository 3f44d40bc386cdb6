import type { Level } from '@logboom/core';
import { CRITICAL, DEBUG, ERROR, INFO, levelName, TRACE, WARNING } from '../logger/levels.ts';

const WORDS: ReadonlyMap<number, Level> = new Map([
  [TRACE, 'trace'],
  [DEBUG, 'debug'],
  [INFO, 'info'],
  [WARNING, 'warn'],
  [ERROR, 'error'],
  [CRITICAL, 'fatal'],
]);

/** trace, debug, info, warn, error, fatal: Logboom's words; a level of one's own has its name in small letters. */
export function levelWord(level: number): string {
  return WORDS.get(level) ?? levelName(level).toLowerCase();
}
