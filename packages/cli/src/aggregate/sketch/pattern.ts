import { finishHash } from './hash.ts';

/** Only so much of a message makes its pattern. */
const MAX = 300;
/** What stands for a word with a digit in it: numbers, ids, addresses, durations. */
const WILDCARD = '<*>';
const SEPARATOR = 0;
const LETTER = 1;
const DIGIT = 2;

const CLASS = new Uint8Array(128);
for (let i = 0; i < 128; i++) {
  const character = String.fromCharCode(i);
  CLASS[i] = /\d/.test(character) ? DIGIT : /[A-Za-z_.:-]/.test(character) ? LETTER : SEPARATOR;
}

/** The hash of a message's pattern: messages that differ only in words with digits have the same. */
export function hashPattern(message: string): number {
  const end = Math.min(message.length, MAX);
  let upper = 0xdeadbeef;
  let lower = 0x41c6ce57;
  // The halves before the current word: a word with a digit is taken back and counts as a wildcard.
  let upperBefore = upper;
  let lowerBefore = lower;
  let hasDigit = false;
  for (let i = 0; i < end; i++) {
    const unit = message.charCodeAt(i);
    if (unit === 10) break;
    const kind = unit < 128 ? CLASS[unit]! : LETTER;
    if (kind === SEPARATOR) {
      if (hasDigit) {
        upper = Math.imul(upperBefore ^ 1, 0x9e3779b1);
        lower = Math.imul(lowerBefore ^ 1, 0x5f356495);
        hasDigit = false;
      }
      upper = Math.imul(upper ^ unit, 0x9e3779b1);
      lower = Math.imul(lower ^ unit, 0x5f356495);
      upperBefore = upper;
      lowerBefore = lower;
    } else if (kind === DIGIT) hasDigit = true;
    else if (!hasDigit) {
      upper = Math.imul(upper ^ unit, 0x9e3779b1);
      lower = Math.imul(lower ^ unit, 0x5f356495);
    }
  }
  if (hasDigit) {
    upper = Math.imul(upperBefore ^ 1, 0x9e3779b1);
    lower = Math.imul(lowerBefore ^ 1, 0x5f356495);
  }
  return finishHash(upper, lower);
}

const WORD_WITH_DIGIT = /(?:[A-Za-z_.:-]|[^\p{ASCII}])*\d(?:[\w.:-]|[^\p{ASCII}])*/gu;

/** The pattern that {@link hashPattern} hashes, to show. */
export function patternOf(message: string): string {
  const [line = ''] = message.slice(0, MAX).split('\n', 1);
  return line.replace(WORD_WITH_DIGIT, WILDCARD);
}
