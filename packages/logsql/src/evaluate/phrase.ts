import { codePointBefore, endsWithWord, isWordCode, startsWithWord } from '../text/words.ts';

/** Where a phrase is searched, with what its ends ask of their surroundings. */
export interface PhraseSearch {
  phrase: string;
  /** No word's character may stand in front of the match. */
  guardStart: boolean;
  /** No word's character may stand behind the match. */
  guardEnd: boolean;
}

export function searchOfPhrase(phrase: string): PhraseSearch {
  return { phrase, guardStart: startsWithWord(phrase), guardEnd: endsWithWord(phrase) };
}

export function searchOfPrefix(prefix: string): PhraseSearch {
  return { phrase: prefix, guardStart: startsWithWord(prefix), guardEnd: false };
}

/** The index of the first match at or after `from`, or -1. */
export function findPhrase(text: string, search: PhraseSearch, from = 0): number {
  const { phrase, guardStart, guardEnd } = search;
  for (let at = text.indexOf(phrase, from); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (guardStart && at > from && isWordCode(codePointBefore(text, at))) continue;
    const end = at + phrase.length;
    if (guardEnd && end < text.length && isWordCode(text.codePointAt(end)!)) continue;
    return at;
  }
  return -1;
}

/** Whether phrases follow one another; each begins where the one before it ended, or later. */
export function hasSequence(text: string, searches: readonly PhraseSearch[]): boolean {
  let from = 0;
  for (const search of searches) {
    const at = findPhrase(text, search, from);
    if (at < 0) return false;
    from = at + search.phrase.length;
  }
  return true;
}
