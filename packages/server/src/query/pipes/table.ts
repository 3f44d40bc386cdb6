import type { Pipe, PipeOf } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { filterCondition } from '../filter/filter.ts';
import type { Relation } from '../relation.ts';
import { applyChoose } from './choose.ts';
import { applyJoin, applyUnion } from './combine.ts';
import * as count from './count.ts';
import { applyExtract, applyFormat } from './extract.ts';
import { applyMath } from './math.ts';
import { applyDropEmptyFields, applyPack } from './pack.ts';
import { applyPatterns } from './patterns.ts';
import { applyRewrite } from './rewrite.ts';
import { applyFirst, applySort } from './sort.ts';
import { applyStats } from './stats.ts';
import * as unpack from './unpack.ts';

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
    case 'top':
      return count.applyTop(relation, pipe, context);
    case 'uniq':
      return count.applyUniq(relation, pipe, context);
    case 'facets':
      return count.applyFacets(relation, pipe, context);
    case 'field_names':
      return count.applyFieldNames(relation, pipe, context);
    case 'field_values':
      return count.applyFieldValues(relation, pipe, context);
    case 'patterns':
      return applyPatterns(relation, pipe, context);
    case 'sample':
      return relation.where(() => `rand() % ${pipe.count} = 0`);
    case 'join':
      return applyJoin(relation, pipe, context);
    case 'union':
      return applyUnion(relation, pipe, context);
    case 'stream_context':
      // The compiler of queries has put it in the place of the filter.
      return relation;
    default:
      return applyOneRecordPipe(relation, pipe, context);
  }
}

type OneRecordPipe = PipeOf<
  | 'extract'
  | 'extract_regexp'
  | 'format'
  | 'math'
  | 'replace'
  | 'replace_regexp'
  | 'decolorize'
  | 'collapse_nums'
  | 'len'
  | 'hash'
  | 'json_array_len'
  | 'pack_json'
  | 'pack_logfmt'
  | 'drop_empty_fields'
  | 'unpack_json'
  | 'unpack_logfmt'
  | 'unpack_syslog'
  | 'unpack_words'
  | 'unroll'
>;

/** Pipes that look at one row at a time. */
function applyOneRecordPipe(relation: Relation, pipe: OneRecordPipe, context: Context): Relation {
  switch (pipe.kind) {
    case 'extract':
    case 'extract_regexp':
      return applyExtract(relation, pipe, context);
    case 'format':
      return applyFormat(relation, pipe, context);
    case 'math':
      return applyMath(relation, pipe, context);
    case 'pack_json':
    case 'pack_logfmt':
      return applyPack(relation, pipe, context);
    case 'drop_empty_fields':
      return applyDropEmptyFields(relation, context);
    case 'unpack_json':
    case 'unpack_logfmt':
      return unpack.applyUnpack(relation, pipe, context);
    case 'unpack_syslog':
      return unpack.applyUnpackSyslog(relation, pipe, context);
    case 'unpack_words':
      return unpack.applyUnpackWords(relation, pipe, context);
    case 'unroll':
      return unpack.applyUnroll(relation, pipe, context);
    default:
      return applyRewrite(relation, pipe, context);
  }
}
