import { LOGFMT_QUOTED, type PipeOf } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { literal } from '../functions.ts';
import type { Relation } from '../relation.ts';
import { allFields } from '../scope.ts';
import { text } from '../value.ts';
import { chosenScope } from './inputs.ts';
import { writeFields } from './write.ts';

export function applyPack(
  relation: Relation,
  pipe: PipeOf<'pack_json' | 'pack_logfmt'>,
  context: Context,
): Relation {
  const scope = pipe.fields.length === 0 ? relation.scope : chosenScope(relation.scope, pipe.fields, context);
  const map = allFields(scope, context.parameters);
  const packed = pipe.kind === 'pack_json' ? `toJSONString(${map})` : logfmt(map);
  return writeFields(relation, [[pipe.as, text(packed)]], {}, context);
}

function logfmt(map: string): string {
  const value = `if(match(v, ${literal(LOGFMT_QUOTED)}), toJSONString(v), v)`;
  return `arrayMap(m -> arrayStringConcat(arrayMap((k, v) -> concat(k, '=', ${value}), mapKeys(m), mapValues(m)), ' '), [${map}])[1]`;
}

/** Rows without any value are dropped; empty fields are never part of an answer. */
export function applyDropEmptyFields(relation: Relation, context: Context): Relation {
  return relation.where((scope) => `notEmpty(${allFields(scope, context.parameters)})`);
}
