import { RE2JS } from 're2js';

const LITERAL = /^[^\\.+*?()|[\]{}^$]*$/;

/**
 * A test for a regular expression in RE2 syntax. RE2 runs in linear time: a pattern of a user, which a server
 * runs over every record, cannot be made to hang it, as the expressions of JavaScript can.
 */
export function compileRegexp(pattern: string): (text: string) => boolean {
  if (LITERAL.test(pattern)) return (text) => text.includes(pattern);
  const compiled = RE2JS.compile(pattern);
  return (text) => compiled.test(text);
}

/** As {@link compileRegexp}, for the whole text, as stream filters match. */
export function compileAnchoredRegexp(pattern: string): (text: string) => boolean {
  return compileRegexp(`^(?:${pattern})$`);
}
