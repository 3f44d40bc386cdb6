import type { Pipe } from '../../ast/pipe.ts';
import type { Cursor } from '../cursor.ts';
import { parseFieldPattern, parseFieldPatterns } from './parts.ts';

export function parseFields(cursor: Cursor): Pipe {
  return { kind: 'fields', fields: parseFieldPatterns(cursor) };
}

export function parseDelete(cursor: Cursor): Pipe {
  return { kind: 'delete', fields: parseFieldPatterns(cursor) };
}

export function parseCopy(cursor: Cursor): Pipe {
  return { kind: 'copy', pairs: parsePairs(cursor) };
}

export function parseRename(cursor: Cursor): Pipe {
  return { kind: 'rename', pairs: parsePairs(cursor) };
}

/** `a as b, c* as d*`. */
function parsePairs(cursor: Cursor) {
  const pairs = [];
  do {
    const from = parseFieldPattern(cursor);
    cursor.accept('as');
    const token = cursor.token;
    const to = parseFieldPattern(cursor);
    if (from.prefix !== to.prefix) {
      cursor.fail(
        'A star on one side only',
        'Write a star after both names, or after none: a* as b*.',
        token,
      );
    }
    pairs.push({ from, to });
  } while (cursor.accept(','));
  return pairs;
}
