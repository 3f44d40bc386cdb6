import { RE2JS } from 're2js';
import type { Cursor } from './cursor.ts';
import type { Token } from './lexer.ts';

/** The longest pattern: the engine's memory for one grows with it. */
const MAX_PATTERN = 10_000;

/** Fails with RE2's own words if a pattern cannot be read; returns the names of its groups otherwise. */
export function checkRegexp(cursor: Cursor, pattern: string, token: Token): string[] {
  const hint =
    'The syntax is RE2, which has no look-around and no back references; in `backticks` a backslash is itself.';
  if (pattern.length > MAX_PATTERN) {
    cursor.fail(
      'A regular expression that is too long',
      `At most ${MAX_PATTERN} characters are read.`,
      token,
    );
  }
  try {
    const groups = RE2JS.compile(pattern).namedGroups();
    return Object.keys(groups);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return cursor.fail(`A regular expression that cannot be read (${reason})`, hint, token, error);
  }
}
