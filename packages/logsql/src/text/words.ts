/**
 * LogsQL's word: a run of letters, decimal digits and underscores, in any script. Everything that reads
 * words (filters, `unpack_words`, the SQL) takes the definition from here.
 */
const WORD_CHARACTER = /^[\p{L}\p{Nd}_]$/u;
const WORDS = /[\p{L}\p{Nd}_]+/gu;

/** The class of a word's characters in RE2 syntax, for the inside of `[...]`. */
export const WORD_CLASS = '\\p{L}\\p{Nd}_';

/** Whether a code point may stand in a word. */
export function isWordCode(code: number): boolean {
  if (code < 128) {
    return (
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
    );
  }
  return WORD_CHARACTER.test(String.fromCodePoint(code));
}

/** All words of a text, in order. */
export function wordsOf(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** Whether a text begins with a word's character. */
export function startsWithWord(text: string): boolean {
  return text !== '' && isWordCode(text.codePointAt(0)!);
}

/** Whether a text ends with a word's character. */
export function endsWithWord(text: string): boolean {
  return text !== '' && isWordCode(codePointBefore(text, text.length));
}

/** The code point that ends just before an index greater than 0. */
export function codePointBefore(text: string, index: number): number {
  const unit = text.charCodeAt(index - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return isLow && index > 1 ? text.codePointAt(index - 2)! : unit;
}
