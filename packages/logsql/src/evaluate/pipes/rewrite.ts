import { parseJsonExact } from '@logboom/core';
import { RE2JS } from 're2js';
import type { PipeOf } from '../../ast/pipe.ts';
import { QueryError } from '../../error.ts';
import { printPipe } from '../../print/pipe.ts';
import { COLLAPSE_NUMS, DECOLORIZE, PRETTIFY_NUMS, type RewriteStep } from '../../text/rewrite.ts';
import { xxHash64 } from '../../text/xxhash.ts';
import type { EvaluateOptions } from '../filter.ts';
import type { RowChange } from '../tail.ts';
import { compileCondition } from './write.ts';

type RewritePipe = PipeOf<
  'replace' | 'replace_regexp' | 'decolorize' | 'collapse_nums' | 'len' | 'hash' | 'json_array_len'
>;

export function compileRewrite(pipe: RewritePipe, options: EvaluateOptions): RowChange {
  const test = compileCondition('condition' in pipe ? pipe.condition : null, options);
  const from = 'at' in pipe ? pipe.at : pipe.field;
  const to = 'as' in pipe ? pipe.as : from;
  const rewrite = rewriterOf(pipe);
  return (row) => {
    if (test(row)) row.set(to, rewrite(row.get(from)));
  };
}

function rewriterOf(pipe: RewritePipe): (text: string) => string {
  switch (pipe.kind) {
    case 'replace':
      return (text) => replaced(text, pipe.old, pipe.replacement, pipe.limit);
    case 'replace_regexp':
      return regexpReplacer(pipe);
    case 'decolorize':
      return stepped(DECOLORIZE);
    case 'collapse_nums':
      return stepped(pipe.prettify ? [...COLLAPSE_NUMS, ...PRETTIFY_NUMS] : COLLAPSE_NUMS);
    case 'len':
      return (text) => String(new TextEncoder().encode(text).length);
    case 'hash':
      return (text) => xxHash64(new TextEncoder().encode(text)).toString();
    case 'json_array_len':
      return (text) => String(arrayOf(text).length);
  }
}

function replaced(text: string, old: string, replacement: string, limit: number | null): string {
  if (old === '') return text;
  const parts = text.split(old);
  const count = Math.min(limit ?? Number.POSITIVE_INFINITY, parts.length - 1);
  return [parts.slice(0, count + 1).join(replacement), ...parts.slice(count + 1)].join(old);
}

function regexpReplacer(pipe: PipeOf<'replace' | 'replace_regexp'>): (text: string) => string {
  if (pipe.limit !== null && pipe.limit !== 1) {
    const printed = printPipe(pipe);
    throw new QueryError(
      printed,
      0,
      printed,
      'A replace_regexp with a limit above 1',
      'Use limit 1, or no limit.',
    );
  }
  const compiled = RE2JS.compile(pipe.old);
  // The whole match, then its groups.
  const made = (...groups: unknown[]) =>
    pipe.replacement.replace(/\$(?:(\d)|\{(\d)\})/g, (_, bare?: string, braced?: string) => {
      const group = groups[Number(bare ?? braced)];
      return typeof group === 'string' ? group : '';
    });
  return (text) => {
    const matcher = compiled.matcher(text);
    return pipe.limit === 1 ? matcher.replaceFirst(made) : matcher.replaceAll(made);
  };
}

function stepped(steps: readonly RewriteStep[]): (text: string) => string {
  const compiled = steps.map(([pattern, replacement]) => [RE2JS.compile(pattern), replacement] as const);
  return (text) =>
    compiled.reduce((rest, [regexp, replacement]) => regexp.matcher(rest).replaceAll(replacement), text);
}

/** The elements of a JSON array; none for anything else. */
export function arrayOf(text: string): unknown[] {
  if (!text.trimStart().startsWith('[')) return [];
  try {
    const value = parseJsonExact(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
