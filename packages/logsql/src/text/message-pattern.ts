import type { RewriteStep } from './rewrite.ts';

/** Only so many characters of a message make its pattern. */
export const PATTERN_LENGTH = 300;

/** What stands for a part that varies. */
export const PATTERN_WILDCARD = '<*>';

/** What few messages have. */
const RARE_STEPS: readonly RewriteStep[] = [
  ['"[^"]*"', `"${PATTERN_WILDCARD}"`],
  // A single quote is one only where it does not touch a word, so that `can't` is none.
  ["\\B'[^']*'\\B", `'${PATTERN_WILDCARD}'`],
  // One of 2,500 UUIDs begins with eight letters; a digit makes it a number as a whole.
  ['\\b[A-Fa-f]{8}-[0-9A-Fa-f]{4}-', '0'],
];

/** Letters, then a digit, then whatever numbers, times, addresses, UUIDs and hexadecimal ids are made of. */
const NUMBERED_STEP: RewriteStep = ['[A-Za-z]*[0-9][0-9A-Za-z_.:-]*', PATTERN_WILDCARD];

/**
 * What makes the pattern of a message, after it was cut to its first line and {@link PATTERN_LENGTH}: the one
 * definition, which `| patterns`, `/api/v1/patterns`, `logboom analyze` and the page share. Patterns without groups
 * that capture, one after the other, are what the engine replaces fastest.
 */
export const MESSAGE_PATTERN: readonly RewriteStep[] = [...RARE_STEPS, NUMBERED_STEP];

type Replacement = readonly [RegExp, string];
const compiled = ([pattern, wildcard]: RewriteStep): Replacement => [new RegExp(pattern, 'g'), wildcard];
const RARE = RARE_STEPS.map(compiled);
const [NUMBERED] = compiled(NUMBERED_STEP);

/**
 * The pattern of a message: its first line, with `<*>` in place of what is quoted and of words with digits.
 *
 * @example
 * patternOf('user "bob" took 12ms at worker-7'); // 'user "<*>" took <*> at worker-<*>'
 */
export function patternOf(message: string): string {
  return beforeNumbers(message).replace(NUMBERED, PATTERN_WILDCARD);
}

/** A message whose words with digits are all that is left to replace, for those who do that faster. */
export function beforeNumbers(message: string): string {
  return RARE.reduce((text, [regexp, wildcard]) => text.replace(regexp, wildcard), headOf(message));
}

/** The part of a message that makes its pattern. */
function headOf(message: string): string {
  const end = message.indexOf('\n');
  const line = end === -1 ? message : message.slice(0, end);
  if (line.length <= PATTERN_LENGTH) return line;
  // Characters, as the engine counts them: a pair of surrogates is one.
  const head = line.slice(0, 2 * PATTERN_LENGTH);
  return /[\ud800-\udbff]/.test(head)
    ? Array.from(head).slice(0, PATTERN_LENGTH).join('')
    : head.slice(0, PATTERN_LENGTH);
}
