import { SEVERITY, severityOfNumber, severityOfWord } from '@logboom/core';
import { NOT_ASCII } from './bytes.ts';

/** What a level's bytes mean. */
export interface Word {
  bytes: Buffer;
  severity: number;
  /** Whether the word says more than the level does, and stays as an attribute. */
  isKept: boolean;
}

/** A sender has few levels; beyond, the oldest is forgotten. */
const MOST = 12;
const LONGEST = 16;

/** The words of a level that were seen, by their bytes. */
export class ByteWords {
  readonly #words: Word[] = [];

  /** @returns undefined for what is no known word: then the long way decides */
  find(bytes: Buffer, begin: number, end: number, isNumber: boolean): Word | undefined {
    const length = end - begin;
    for (const word of this.#words) {
      if (word.bytes.length !== length) continue;
      let i = 0;
      while (i < length && word.bytes[i] === bytes[begin + i]) i++;
      if (i === length) return word;
    }
    return length > LONGEST ? undefined : this.#learn(bytes.toString('latin1', begin, end), isNumber);
  }

  #learn(text: string, isNumber: boolean): Word | undefined {
    // Digits in quotes are numbers to some loggers and words to others.
    if (NOT_ASCII.test(text) || (!isNumber && /^\s*\d/.test(text))) return undefined;
    const severity = isNumber ? severityOfNumber(Number(text)) : severityOfWord(text);
    if (severity === 0) return undefined;
    const word = { bytes: Buffer.from(text, 'latin1'), severity, isKept: !isNumber && !(text in SEVERITY) };
    if (this.#words.unshift(word) > MOST) this.#words.pop();
    return word;
  }
}
