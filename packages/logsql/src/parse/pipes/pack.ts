import type { Pipe } from '../../ast/pipe.ts';
import type { Cursor } from '../cursor.ts';
import { atPipeEnd, parseField, parseFieldPattern, parseParenthesised } from './parts.ts';
import { withoutStar } from './unpack.ts';

export function parsePack(cursor: Cursor, kind: 'pack_json' | 'pack_logfmt'): Pipe {
  const fields = cursor.accept('fields') ? parseParenthesised(cursor, parseFieldPattern) : [];
  const named = cursor.accept('as') || !atPipeEnd(cursor);
  return { kind, fields: withoutStar(fields), as: named ? parseField(cursor) : '_msg' };
}
