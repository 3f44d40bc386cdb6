import { LogboomError, reasonOf } from '../errors.ts';
import { ALIAS_OF } from '../normalize/aliases.ts';
import { byPattern } from './by-pattern.ts';
import type { Form } from './form.ts';
import { anyTime } from './times.ts';

/** What a name of Python's format, or of a group, is here; names of columns are themselves. */
const KINDS: Record<string, string> = { timestamp: 'time', python_level: 'level', severity: 'level' };
/** What the values of Python's logging attributes look like; anything else is a word. */
const SHAPES: Record<string, string> = {
  time: '.+?',
  message: '.*',
  level: '[A-Za-z]+',
  lineno: '\\d+',
  process: '\\d+',
  thread: '\\d+',
};

/**
 * A form from a user's pattern: a regular expression with named groups, `(?<time>\S+) (?<level>\w+) (?<message>.*)`,
 * or a %-format as Python's logging has it, `%(asctime)s %(levelname)s %(name)s: %(message)s`.
 *
 * @throws LogboomError LB_PATTERN_INVALID
 */
export function userPattern(text: string): Form {
  const source = text.includes('%(') ? sourceOfFormat(text) : text;
  const names = [...source.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name]) => name!);
  if (names.length === 0) {
    throw new LogboomError('LB_PATTERN_INVALID', { pattern: text, reason: 'it names no group' });
  }
  let pattern: RegExp;
  try {
    pattern = new RegExp(source.startsWith('^') ? source : `^${source}`);
  } catch (cause) {
    throw new LogboomError('LB_PATTERN_INVALID', { pattern: text, reason: reasonOf(cause) }, { cause });
  }
  return named(pattern, names);
}

/** Groups without names may stand between those with names: each is looked up by its own. */
function named(pattern: RegExp, names: string[]): Form {
  const places = groupPlaces(pattern.source);
  const fields = Array.from({ length: Math.max(...places) }, (_, index) => {
    const at = places.indexOf(index + 1);
    return at === -1 ? '' : fieldOf(names[at]!);
  });
  return byPattern({
    name: 'pattern',
    title: 'your pattern',
    starts: '',
    pattern,
    fields,
    time: anyTime,
    examples: [],
  });
}

/** The numbers of the named groups: every bracket that captures counts. */
function groupPlaces(source: string): number[] {
  const places: number[] = [];
  let count = 0;
  for (const [text, isClass, isNamed] of source.matchAll(
    /\\.|(\[(?:\\.|[^\]\\])*\])|\((?:\?(?:(<[A-Za-z_])|.))?/g,
  )) {
    if (text.startsWith('\\') || isClass !== undefined || !text.startsWith('(')) continue;
    if (text !== '(' && isNamed === undefined) continue;
    count++;
    if (isNamed !== undefined) places.push(count);
  }
  return places;
}

function fieldOf(name: string): string {
  const kind = ALIAS_OF.get(name)?.kind;
  return kind === undefined ? name : (KINDS[kind] ?? kind);
}

function sourceOfFormat(format: string): string {
  let source = '';
  let at = 0;
  for (const match of format.matchAll(/%\((\w+)\)[-+ #0]*\d*(?:\.\d+)?[sdifr]/g)) {
    source += escapeRegexp(format.slice(at, match.index));
    const name = match[1]!;
    const shape = SHAPES[name] ?? SHAPES[fieldOf(name)] ?? '.*?';
    source += ` *(?<${name}>${shape}) *`;
    at = match.index + match[0].length;
  }
  return `${source}${escapeRegexp(format.slice(at))}$`;
}

function escapeRegexp(text: string): string {
  return text.replaceAll('%%', '%').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
