import { RE2JS } from 're2js';

/** How many groups of a regular expression capture. */
export function groupCount(pattern: string): number {
  return RE2JS.compile(pattern).groupCount();
}

/** The named groups of a regular expression, with their numbers from 1. */
export function groupsOf(pattern: string): { name: string; group: number }[] {
  return Object.entries(RE2JS.compile(pattern).namedGroups()).map(([name, group]) => ({ name, group }));
}
