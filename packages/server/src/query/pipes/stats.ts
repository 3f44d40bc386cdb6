import type { GroupKey, PipeOf } from '@logboom/logsql';
import type { Context } from '../context.ts';
import type { Relation } from '../relation.ts';
import { lookUp, type Scope } from '../scope.ts';
import type { Value } from '../value.ts';
import { number } from '../value.ts';

export function applyStats(relation: Relation, pipe: PipeOf<'stats'>, context: Context): Relation {
  const base = relation.settled();
  const keys = pipe.by.map((key) => [key.field, groupValue(key, base.scope, context)] as const);
  const aggregates = pipe.functions.map((made) => [made.as, number('count()')] as const);
  return base.aggregated(keys, aggregates);
}

function groupValue(key: GroupKey, scope: Scope, context: Context): Value {
  return lookUp(scope, key.field, context.parameters);
}
