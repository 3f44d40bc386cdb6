import { endsWithWord, escapeRegexp, startsWithWord, WORD_CLASS, wordsOf } from '@logboom/logsql';
import { MESSAGE_WORDS, messageToken } from '../../store/indexes.ts';
import type { Parameters } from '../parameters.ts';
import { asText, type Value } from '../value.ts';

/** More words than these make an index search no narrower. */
const MAX_TOKENS = 16;
const NO_WORD = `[^${WORD_CLASS}]`;

/** Whether a phrase, or with `prefix` its beginning, stands in a value. */
export function phraseCondition(
  value: Value,
  phrase: string,
  { prefix, ignoreCase }: { prefix: boolean; ignoreCase: boolean },
  parameters: Parameters,
): string {
  if (ignoreCase) return ignoringCase(asText(value), phrase.toLowerCase(), prefix, parameters);
  const words = wordsOf(phrase);
  if (!prefix && isMessage(value) && words.length === 1 && words[0] === phrase) {
    return hasWords([phrase], parameters);
  }
  const content = asText(value);
  // A plain search is several times faster than an expression, and rules out nearly all.
  const found = `position(${content}, ${parameters.text(phrase)}) > 0`;
  const isBounded = startsWithWord(phrase) || (!prefix && endsWithWord(phrase));
  const exact = isBounded
    ? `(${found} AND ${patternCondition(content, phrasePattern(phrase, prefix), parameters)})`
    : found;
  return narrowed(value, tokensOf(phrase, prefix), exact, parameters);
}

function ignoringCase(content: string, phrase: string, prefix: boolean, parameters: Parameters): string {
  const exact = patternCondition(`lowerUTF8(${content})`, phrasePattern(phrase, prefix), parameters);
  // Some letters beyond ASCII become ASCII in lower case, such as the sign of Kelvin.
  const possible = `positionCaseInsensitive(${content}, ${parameters.text(phrase)}) > 0 OR NOT isValidASCII(${content})`;
  return `((${possible}) AND ${exact})`;
}

/** The words of a phrase that a matching message has whole. */
export function tokensOf(phrase: string, prefix = false): string[] {
  const words = wordsOf(phrase);
  // The last word of a prefix may go on.
  if (prefix && endsWithWord(phrase)) words.pop();
  return [...new Set(words)].slice(0, MAX_TOKENS);
}

/** Asks the index of messages first, if it can tell; the exact condition decides. */
export function narrowed(value: Value, words: string[], exact: string, parameters: Parameters): string {
  if (words.length === 0 || !isMessage(value)) return exact;
  return `(${hasWords(words, parameters)} AND ${exact})`;
}

function hasWords(words: string[], parameters: Parameters): string {
  return `hasAllTokens(${MESSAGE_WORDS}, ${parameters.texts(words.map(messageToken))})`;
}

function isMessage({ origin }: Value): boolean {
  return origin?.from === 'column' && origin.column === 'message';
}

/** Whether a pattern in RE2 syntax is found in a text; a dot stops at a line's end, as in LogsQL. */
export function patternCondition(haystack: string, pattern: string, parameters: Parameters): string {
  return `match(${haystack}, ${parameters.text(enginePattern(pattern))})`;
}

/** The engine's dot takes line ends too, unless it is told; without need that would cost it its plain search. */
export function enginePattern(pattern: string): string {
  const hasDot = pattern.replace(/\\./gs, '').includes('.');
  return hasDot ? `(?-s)${pattern}` : pattern;
}

export function phrasePattern(phrase: string, prefix: boolean): string {
  const start = startsWithWord(phrase) ? `(?:^|${NO_WORD})` : '';
  const end = !prefix && endsWithWord(phrase) ? `(?:$|${NO_WORD})` : '';
  return `${start}${escapeRegexp(phrase)}${end}`;
}

/** Phrases one after the other: what stands between two of them serves both their edges. */
export function sequencePattern(phrases: string[]): string {
  const wanted = phrases.filter((phrase) => phrase !== '');
  if (wanted.length === 0) return '';
  let pattern = `(?s)${startsWithWord(wanted[0]!) ? `(?:^|${NO_WORD})` : ''}`;
  for (const [index, phrase] of wanted.entries()) {
    pattern += escapeRegexp(phrase);
    const next = wanted[index + 1];
    if (next !== undefined) pattern += between(phrase, next);
    else if (endsWithWord(phrase)) pattern += `(?:$|${NO_WORD})`;
  }
  return pattern;
}

function between(phrase: string, next: string): string {
  const ends = endsWithWord(phrase);
  const starts = startsWithWord(next);
  if (ends && starts) return `${NO_WORD}(?:.*${NO_WORD})?`;
  if (ends) return `(?:${NO_WORD}.*)?`;
  return starts ? `(?:.*${NO_WORD})?` : '.*';
}
