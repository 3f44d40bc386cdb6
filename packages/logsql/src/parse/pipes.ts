import type { Pipe } from '../ast/pipe.ts';
import { STATS_FUNCTIONS } from '../ast/stats.ts';
import { PIPE_NAMES, type PipeName } from '../text/pipe-names.ts';
import type { Cursor } from './cursor.ts';
import { parseFilter } from './filter.ts';
import * as choose from './pipes/choose.ts';
import * as combine from './pipes/combine.ts';
import * as count from './pipes/count.ts';
import * as extract from './pipes/extract.ts';
import { parseMath } from './pipes/math.ts';
import * as order from './pipes/order.ts';
import * as pack from './pipes/pack.ts';
import { parsePatterns } from './pipes/patterns.ts';
import * as rewrite from './pipes/rewrite.ts';
import { parseStats } from './pipes/stats.ts';
import * as unpack from './pipes/unpack.ts';

/** Reads what stands after a pipe's name. */
type PipeParser = (cursor: Cursor) => Pipe;

const PIPES: Readonly<Record<PipeName, PipeParser>> = {
  fields: choose.parseFields,
  keep: choose.parseFields,
  delete: choose.parseDelete,
  drop: choose.parseDelete,
  del: choose.parseDelete,
  rm: choose.parseDelete,
  copy: choose.parseCopy,
  cp: choose.parseCopy,
  rename: choose.parseRename,
  mv: choose.parseRename,
  drop_empty_fields: () => ({ kind: 'drop_empty_fields' }),
  filter: parseFilterPipe,
  where: parseFilterPipe,
  sort: order.parseSort,
  order: order.parseSort,
  limit: order.parseLimit,
  head: order.parseLimit,
  offset: order.parseOffset,
  skip: order.parseOffset,
  sample: order.parseSample,
  first: (cursor) => order.parseFirst(cursor, 'first'),
  last: (cursor) => order.parseFirst(cursor, 'last'),
  top: count.parseTop,
  uniq: count.parseUniq,
  facets: count.parseFacets,
  field_names: count.parseFieldNames,
  field_values: count.parseFieldValues,
  patterns: parsePatterns,
  stats: parseStats,
  extract: (cursor) => extract.parseExtract(cursor),
  extract_regexp: (cursor) => extract.parseExtractRegexp(cursor),
  format: extract.parseFormat,
  unpack_json: (cursor) => unpack.parseUnpack(cursor, 'unpack_json'),
  unpack_logfmt: (cursor) => unpack.parseUnpack(cursor, 'unpack_logfmt'),
  unpack_syslog: unpack.parseUnpackSyslog,
  unpack_words: unpack.parseUnpackWords,
  unroll: unpack.parseUnroll,
  math: parseMath,
  eval: parseMath,
  replace: (cursor) => rewrite.parseReplace(cursor, 'replace'),
  replace_regexp: (cursor) => rewrite.parseReplace(cursor, 'replace_regexp'),
  decolorize: rewrite.parseDecolorize,
  collapse_nums: rewrite.parseCollapseNums,
  len: (cursor) => rewrite.parseMeasure(cursor, 'len'),
  hash: (cursor) => rewrite.parseMeasure(cursor, 'hash'),
  json_array_len: (cursor) => rewrite.parseMeasure(cursor, 'json_array_len'),
  pack_json: (cursor) => pack.parsePack(cursor, 'pack_json'),
  pack_logfmt: (cursor) => pack.parsePack(cursor, 'pack_logfmt'),
  stream_context: combine.parseStreamContext,
  join: combine.parseJoin,
  union: combine.parseUnion,
};

/** `| pipe | pipe`, up to the end of the query or a closing parenthesis. */
export function parsePipes(cursor: Cursor): Pipe[] {
  const pipes: Pipe[] = [];
  while (cursor.accept('|')) {
    if (cursor.atEnd || cursor.is('|', ')'))
      cursor.fail('Expected a pipe', `Pipes are ${PIPE_NAMES.join(', ')}.`);
    pipes.push(parsePipe(cursor, pipes.length));
  }
  return pipes;
}

function parsePipe(cursor: Cursor, index: number): Pipe {
  const name = cursor.token.kind === 'word' ? cursor.token.text.toLowerCase() : '';
  const isField = cursor.following.text === ':' && cursor.following.kind === 'symbol';
  const known = PIPE_NAMES.find((pipe) => pipe === name);
  const parser = isField || known === undefined ? undefined : PIPES[known];
  if (parser !== undefined) {
    if (name === 'stream_context' && index > 0) {
      cursor.fail('A stream_context after other pipes', 'Put it first, just after the filters.');
    }
    cursor.advance();
    return parser(cursor);
  }
  const isCall = cursor.following.text === '(' && cursor.following.kind === 'symbol';
  const isStats = isCall && (name === 'by' || STATS_FUNCTIONS.some((known) => known === name));
  if (isStats) return parseStats(cursor);
  return parseFilterPipe(cursor);
}

function parseFilterPipe(cursor: Cursor): Pipe {
  return { kind: 'filter', filter: parseFilter(cursor) };
}
