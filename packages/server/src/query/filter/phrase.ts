import { endsWithWord, escapeRegexp, startsWithWord, WORD_CLASS, wordsOf } from '@logboom/logsql';
import { MESSAGE_WORDS } from '../../store/indexes.ts';
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
  const wanted = ignoreCase ? phrase.toLowerCase() : phrase;
  const haystack = ignoreCase ? `lowerUTF8(${asText(value)})` : asText(value);
  const exact = patternCondition(haystack, phrasePattern(wanted, prefix), parameters);
  return narrowed(value, tokensOf(phrase, prefix), exact, parameters);
}

/** The words of a phrase that a matching message has whole. */
export function tokensOf(phrase: string, prefix = false): string[] {
  const words = wordsOf(phrase);
  // The last word of a prefix may go on.
  if (prefix && endsWithWord(phrase)) words.pop();
  // The index also splits at underscores.
  const tokens = words.flatMap((word) => word.toLowerCase().split('_')).filter((token) => token !== '');
  return [...new Set(tokens)].slice(0, MAX_TOKENS);
}

/** Asks the index of messages first, if it can tell; the exact condition decides. */
export function narrowed(value: Value, tokens: string[], exact: string, parameters: Parameters): string {
  const { origin } = value;
  if (tokens.length === 0 || origin?.from !== 'column' || origin.column !== 'message') return exact;
  return `(hasAllTokens(${MESSAGE_WORDS}, ${parameters.texts(tokens)}) AND ${exact})`;
}

/** Whether a pattern in RE2 syntax is found in a text; a dot stops at a line's end, as in LogsQL. */
export function patternCondition(haystack: string, pattern: string, parameters: Parameters): string {
  return `match(${haystack}, ${parameters.text(`(?-s)${pattern}`)})`;
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
