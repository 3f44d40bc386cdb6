/**
 * The expressions that indexes are built on. The schema and the compiler of queries must use the very same
 * text, or the engine does not see that an index answers a condition.
 */

/**
 * What a message is found by: in lower case, and with everything but the words of LogsQL (letters, digits and
 * underscores of any script) turned into blanks. The index splits at what is not ASCII-alphanumeric and takes
 * any other byte for a part of a word: without this, “error” in curly quotes or error— with a dash would not be
 * found as the word it is. Messages in ASCII need only the lower case, which costs next to nothing.
 */
export const MESSAGE_WORDS =
  "if(isValidASCII(message), lower(message), lowerUTF8(replaceRegexpAll(message, '[^\\\\p{L}\\\\p{Nd}_]+', ' ')))";

/**
 * What an attribute is found by: `length name=value`. The length of the name makes a pair unambiguous, so the
 * index alone answers a condition and the attributes themselves need not be read.
 */
export const ATTRIBUTE_PAIRS =
  "arrayMap((k, v) -> concat(toString(length(k)), ' ', k, '=', v), mapKeys(attributes), mapValues(attributes))";

/** One pair as {@link ATTRIBUTE_PAIRS} has it. */
export function attributePair(name: string, value: string): string {
  return `${Buffer.byteLength(name)} ${name}=${value}`;
}
