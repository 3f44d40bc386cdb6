import { LEVELS } from '@logboom/core';
import { CRITICAL, DEBUG, ERROR, INFO, levelName, TRACE, WARNING } from '../logger/levels.ts';

const WORDS: ReadonlyMap<number, string> = new Map(
  [TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL].map((level, i) => [level, LEVELS[i]!]),
);

/** trace, debug, info, warn, error, fatal: Logboom's words; a level of one's own has its name in small letters. */
export function levelWord(level: number): string {
  return WORDS.get(level) ?? levelName(level).toLowerCase();
}
