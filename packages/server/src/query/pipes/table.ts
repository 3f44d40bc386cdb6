import type { Pipe } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { filterCondition } from '../filter/filter.ts';
import type { Relation } from '../relation.ts';
import { applyChoose } from './choose.ts';
import { applyFirst, applySort } from './sort.ts';
import { applyStats } from './stats.ts';

/** What a pipe makes of the rows before it. */
export function applyPipe(relation: Relation, pipe: Pipe, context: Context): Relation {
  switch (pipe.kind) {
    case 'filter':
      return relation.where((scope) => filterCondition(pipe.filter, scope, context));
    case 'limit':
      return relation.limited(pipe.count);
    case 'offset':
      return relation.skipped(pipe.count);
    case 'fields':
    case 'delete':
    case 'copy':
    case 'rename':
      return applyChoose(relation, pipe, context);
    case 'sort':
      return applySort(relation, pipe, context);
    case 'first':
    case 'last':
      return applyFirst(relation, pipe, context);
    case 'stats':
      return applyStats(relation, pipe, context);
    default:
      throw new Error(`${pipe.kind} is not compiled yet`);
  }
}
