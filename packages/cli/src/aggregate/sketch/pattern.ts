import { beforeNumbers, PATTERN_LENGTH, PATTERN_WILDCARD } from '@logboom/logsql';
import { finishHash } from './hash.ts';

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
/** What goes on a word once it has a digit. */
const JOINT = 3;
/** What may begin a part that is replaced as a whole: quotes, and a pair of surrogates, which counts as one. */
const RARE = 4;

const CLASS = new Uint8Array(128);
for (let i = 0; i < 128; i++) {
  const character = String.fromCharCode(i);
  if (/\d/.test(character)) CLASS[i] = DIGIT;
  else if (/[A-Za-z]/.test(character)) CLASS[i] = LETTER;
  else if (/[_.:-]/.test(character)) CLASS[i] = JOINT;
  else if (/["']/.test(character)) CLASS[i] = RARE;
}

const WILDCARD = Array.from(PATTERN_WILDCARD, (character) => character.charCodeAt(0));
const LETTERS_OF_UUID = 8;
const HYPHEN = 0x2d;
const LINE_END = 0x0a;

/** The hash of a message's pattern: messages with the same `patternOf` of `@logboom/logsql` have the same. */
export function hashPattern(message: string): number {
  const hash = scan(message, PATTERN_LENGTH);
  return hash === undefined ? scan(beforeNumbers(message), Infinity)! : hash;
}

/** Undefined where a message has more than words with digits to replace, unless its `length` says that it has not. */
function scan(message: string, length: number): number | undefined {
  const end = Math.min(message.length, length);
  const isWhole = length === Infinity;
  let upper = 0xdeadbeef;
  let lower = 0x41c6ce57;
  // The halves before the present run of letters: with a digit after it, it is taken back and counts as a wildcard.
  let upperBefore = upper;
  let lowerBefore = lower;
  let letters = 0;
  let inNumber = false;
  for (let i = 0; i < end; i++) {
    const unit = message.charCodeAt(i);
    const kind = unit < 128 ? CLASS[unit]! : unit >= 0xd800 && unit < 0xe000 ? RARE : OTHER;
    if (inNumber && kind !== OTHER && kind !== RARE) continue;
    inNumber = false;
    if (kind === DIGIT) {
      upper = upperBefore;
      lower = lowerBefore;
      for (const part of WILDCARD) {
        upper = Math.imul(upper ^ part, 0x9e3779b1);
        lower = Math.imul(lower ^ part, 0x5f356495);
      }
      inNumber = true;
      letters = 0;
    } else {
      if (unit === LINE_END && !isWhole) break;
      if (!isWhole && (kind === RARE || (unit === HYPHEN && letters >= LETTERS_OF_UUID))) return undefined;
      upper = Math.imul(upper ^ unit, 0x9e3779b1);
      lower = Math.imul(lower ^ unit, 0x5f356495);
      if (kind === LETTER) {
        letters++;
        continue;
      }
      letters = 0;
    }
    upperBefore = upper;
    lowerBefore = lower;
  }
  return finishHash(upper, lower);
}
