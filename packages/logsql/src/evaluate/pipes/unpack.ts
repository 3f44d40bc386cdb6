import { parseJsonExact } from '@logboom/core';
import type { PipeOf, WriteRules } from '../../ast/pipe.ts';
import { LOGFMT_PAIR } from '../../text/logfmt.ts';
import { wordsOf } from '../../text/words.ts';
import type { EvaluateOptions } from '../filter.ts';
import type { Row } from '../row.ts';
import type { RowChange, RowStep } from '../tail.ts';
import { unquoted } from './extract.ts';
import { arrayOf } from './rewrite.ts';
import { compileCondition, isChosen, write } from './write.ts';

/** Nested objects are flattened this deep; what lies deeper stays JSON. */
const JSON_DEPTH = 4;
const PAIR = new RegExp(LOGFMT_PAIR, 'g');

export function compileUnpack(
  pipe: PipeOf<'unpack_json' | 'unpack_logfmt'>,
  options: EvaluateOptions,
): RowChange {
  const test = compileCondition(pipe.condition, options);
  const listed = pipe.fields.every(({ prefix }) => !prefix) ? pipe.fields.map(({ name }) => name) : [];
  return (row) => {
    if (!test(row)) return;
    const text = row.get(pipe.from);
    const found = pipe.kind === 'unpack_json' ? jsonFields(text) : logfmtFields(text);
    // Listed fields are set even where they are missing.
    for (const name of listed) if (!found.has(name)) found.set(name, '');
    for (const name of found.keys())
      if (pipe.fields.length > 0 && !isChosen(name, pipe.fields)) found.delete(name);
    writeAll(row, found, pipe.resultPrefix, pipe);
  };
}

export function writeAll(row: Row, fields: Map<string, string>, prefix: string, rules: WriteRules): void {
  for (const [name, value] of fields) write(row, prefix + name, value, rules);
}

function jsonFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  if (!text.trimStart().startsWith('{')) return fields;
  try {
    flatten(parseJsonExact(text) as Record<string, unknown>, '', 1, fields);
  } catch {
    return new Map();
  }
  return fields;
}

function flatten(value: object, path: string, depth: number, into: Map<string, string>): void {
  for (const [name, part] of Object.entries(value)) {
    const isObject =
      typeof part === 'object' && part !== null && !Array.isArray(part) && Object.keys(part).length > 0;
    if (isObject && depth < JSON_DEPTH) flatten(part, `${path}${name}.`, depth + 1, into);
    else into.set(path + name, textOf(part));
  }
}

function textOf(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function logfmtFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name, value] of text.matchAll(PAIR)) {
    fields.delete(name!);
    fields.set(name!, unquoted(value!));
  }
  return fields;
}

export function compileUnpackWords(pipe: PipeOf<'unpack_words'>): RowChange {
  return (row) => {
    const words = wordsOf(row.get(pipe.from));
    row.set(pipe.as, JSON.stringify(pipe.dropDuplicates ? [...new Set(words)] : words));
  };
}

/** A row for each element of JSON arrays; shorter ones are filled with empty values. */
export function compileUnroll(pipe: PipeOf<'unroll'>, options: EvaluateOptions): RowStep {
  const test = compileCondition(pipe.condition, options);
  return (row) => {
    if (!test(row)) return [row];
    const lists = pipe.by.map((field) => arrayOf(row.get(field)).map(textOf));
    const longest = Math.max(1, ...lists.map((list) => list.length));
    return Array.from({ length: longest }, (_, index) => {
      const made = row.copy();
      for (const [place, field] of pipe.by.entries()) made.set(field, lists[place]![index] ?? '');
      return made;
    });
  };
}
