/**
 * The expressions that indexes are built on. The schema and the compiler of queries must use the very same
 * text, or the engine does not see that an index answers a condition.
 */

/** Stands for the underscore, which LogsQL counts as a part of a word and the index as an end of one. */
const UNDERSCORE = '·';

/**
 * What a message is found by: the words of LogsQL (runs of letters, digits and underscores of any script). The
 * index splits at what is not ASCII-alphanumeric and takes any other byte for a part of a word: without this,
 * “error” in curly quotes would not be found, and error_code would be found by error. So the index alone
 * answers whether a message has a word. For messages in ASCII it costs next to nothing.
 */
export const MESSAGE_WORDS = `replaceAll(if(isValidASCII(message), message, replaceRegexpAll(message, '[^\\\\p{L}\\\\p{Nd}_]+', ' ')), '_', '${UNDERSCORE}')`;

/** A word as the index of messages has it. */
export function messageToken(word: string): string {
  return word.replaceAll('_', UNDERSCORE);
}

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
