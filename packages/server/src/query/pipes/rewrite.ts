import {
  COLLAPSE_NUMS,
  DECOLORIZE,
  groupCount,
  type PipeOf,
  PRETTIFY_NUMS,
  printPipe,
  QueryError,
  type RewriteStep,
} from '@logboom/logsql';
import type { Context } from '../context.ts';
import { enginePattern } from '../filter/phrase.ts';
import { literal } from '../functions.ts';
import type { Relation } from '../relation.ts';
import { lookUp } from '../scope.ts';
import { asText, number, text, type Value } from '../value.ts';
import { writeFields } from './write.ts';

type RewritePipe = PipeOf<
  'replace' | 'replace_regexp' | 'decolorize' | 'collapse_nums' | 'len' | 'hash' | 'json_array_len'
>;

export function applyRewrite(relation: Relation, pipe: RewritePipe, context: Context): Relation {
  const read = (field: string) => `toString(${asText(lookUp(relation.scope, field, context.parameters))})`;
  const write = (field: string, value: Value, condition = 'condition' in pipe ? pipe.condition : null) =>
    writeFields(relation, [[field, value]], { condition }, context);
  switch (pipe.kind) {
    case 'replace':
      return write(pipe.at, text(replaced(read(pipe.at), pipe, context)));
    case 'replace_regexp':
      return write(pipe.at, text(replacedRegexp(read(pipe.at), pipe, context)));
    case 'decolorize':
      return write(pipe.field, text(rewritten(read(pipe.field), DECOLORIZE)));
    case 'collapse_nums': {
      const steps = pipe.prettify ? [...COLLAPSE_NUMS, ...PRETTIFY_NUMS] : COLLAPSE_NUMS;
      return write(pipe.at, text(rewritten(read(pipe.at), steps)));
    }
    case 'len':
      return write(pipe.as, number(`length(${read(pipe.field)})`));
    case 'hash':
      return write(pipe.as, number(`xxHash64(${read(pipe.field)})`));
    case 'json_array_len':
      return write(pipe.as, number(`length(JSONExtractArrayRaw(${read(pipe.field)}))`));
  }
}

function replaced(
  sql: string,
  { old, replacement, limit }: PipeOf<'replace' | 'replace_regexp'>,
  { parameters }: Context,
): string {
  if (old === '' || limit === 0) return sql;
  const [from, to] = [parameters.text(old), parameters.text(replacement)];
  if (limit === null) return `replaceAll(${sql}, ${from}, ${to})`;
  if (limit === 1) return `replaceOne(${sql}, ${from}, ${to})`;
  const parts = `splitByString(${from}, ${sql})`;
  const head = `arrayStringConcat(arraySlice(p, 1, ${limit + 1}), ${to})`;
  const tail = `arrayStringConcat(arrayMap(v -> concat(${from}, v), arraySlice(p, ${limit + 2})))`;
  return `arrayMap(p -> concat(${head}, ${tail}), [${parts}])[1]`;
}

function replacedRegexp(
  sql: string,
  pipe: PipeOf<'replace' | 'replace_regexp'>,
  { parameters }: Context,
): string {
  const { old, replacement, limit } = pipe;
  if (limit !== null && limit !== 1) {
    const printed = printPipe(pipe);
    throw new QueryError(
      printed,
      0,
      printed,
      'A replace_regexp with a limit above 1',
      'Use limit 1, or no limit.',
    );
  }
  // RE2's own form: \1 for $1 and ${1}, and a backslash twice. A group that does not exist is empty.
  const groups = groupCount(old);
  const rewritten = replacement
    .replaceAll('\\', '\\\\')
    .replace(/\$(?:(\d)|\{(\d)\})/g, (_, bare?: string, braced?: string) => {
      const group = bare ?? braced;
      return Number(group) <= groups ? `\\${group}` : '';
    });
  const name = limit === 1 ? 'replaceRegexpOne' : 'replaceRegexpAll';
  return `${name}(${sql}, ${parameters.text(enginePattern(old))}, ${parameters.text(rewritten)})`;
}

/** Replaces one step after the other. */
export function rewritten(sql: string, steps: readonly RewriteStep[]): string {
  return steps.reduce(
    (inner, [pattern, replacement]) =>
      `replaceRegexpAll(${inner}, ${literal(pattern)}, ${literal(replacement)})`,
    sql,
  );
}
