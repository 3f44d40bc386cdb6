import { type Draft, levelOf, severityOfPython, severityOfWord } from '@logboom/core';

/** Python's own words where they are not the level's. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['WARNING', 'warn'],
  ['CRITICAL', 'fatal'],
]);

const PLAIN_NUMBERS: ReadonlySet<number> = new Set([10, 20, 30, 40, 50]);

/**
 * Sets the severity from `levelno`, or from `levelname` where there is no usable number. A number or a
 * word that says more than the level stays, as `levelno` (25) and `severity_text` (`NOTICE`).
 */
export function fillLevel(draft: Draft, number: number | undefined, word: string): void {
  draft.severity = number === undefined ? 0 : severityOfPython(number);
  if (draft.severity === 0) draft.severity = severityOfWord(word);
  if (number !== undefined && !PLAIN_NUMBERS.has(number)) draft.attribute('levelno', String(number));
  if (word === '') return;
  const level = draft.severity === 0 ? '' : levelOf(draft.severity);
  if (SAME.get(word) === level || word.toLowerCase() === level) return;
  draft.attribute('severity_text', word);
  // An extra may have the same name.
  draft.mayRepeat = true;
}
