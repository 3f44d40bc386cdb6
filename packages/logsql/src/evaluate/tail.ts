import type { LogRecord } from '@logboom/core';
import type { Pipe } from '../ast/pipe.ts';
import type { Query } from '../ast/query.ts';
import { QueryError } from '../error.ts';
import { printPipe } from '../print/pipe.ts';
import { compileFilter, compileFilterOver, type EvaluateOptions } from './filter.ts';
import { compileChoose } from './pipes/choose.ts';
import { compileExtract, compileFormat } from './pipes/extract.ts';
import { compileMath } from './pipes/math.ts';
import { compilePack } from './pipes/pack.ts';
import { compileRewrite } from './pipes/rewrite.ts';
import { compileSyslog } from './pipes/syslog.ts';
import { compileUnpack, compileUnpackWords, compileUnroll } from './pipes/unpack.ts';
import { Row } from './row.ts';

/** Turns a row into the rows that go on: none, itself, or several. */
export type RowStep = (row: Row) => Row[];
/** Changes a row. */
export type RowChange = (row: Row) => void;

/**
 * Compiles a query for records that come one by one: its filter, and the pipes that look at one record at a time.
 * The result gives the rows that a record becomes, as the HTTP API would: most often none or one.
 *
 * @throws {QueryError} for pipes that need many records, such as `stats` or `sort`
 * @example
 * const tail = compileTail(parseQuery('level:error | fields _time, _msg'));
 * for (const row of tail(record)) send(row);
 */
export function compileTail(
  query: Query,
  options: EvaluateOptions = {},
): (record: LogRecord) => Record<string, string>[] {
  const test = compileFilter(query.filter, options);
  const steps = query.pipes.map((pipe) => compileStep(pipe, options));
  return (record) => {
    if (!test(record)) return [];
    let rows = [Row.of(record)];
    for (const step of steps) rows = rows.flatMap(step);
    return rows.map((row) => row.toObject());
  };
}

function compileStep(pipe: Pipe, options: EvaluateOptions): RowStep {
  switch (pipe.kind) {
    case 'filter': {
      const test = compileFilterOver<Row>(pipe.filter, (name) => (row) => row.get(name), options);
      return (row) => (test(row) ? [row] : []);
    }
    case 'fields':
    case 'delete':
    case 'copy':
    case 'rename':
      return compileChoose(pipe);
    case 'sample':
      return (row) => (Math.random() * pipe.count < 1 ? [row] : []);
    case 'drop_empty_fields':
      return (row) => ([...row.fields.values()].some((value) => value !== '') ? [row] : []);
    case 'unroll':
      return compileUnroll(pipe, options);
    default:
      return changing(compileChange(pipe, options));
  }
}

function changing(change: RowChange): RowStep {
  return (row) => {
    change(row);
    return [row];
  };
}

function compileChange(pipe: Pipe, options: EvaluateOptions): RowChange {
  switch (pipe.kind) {
    case 'extract':
    case 'extract_regexp':
      return compileExtract(pipe, options);
    case 'format':
      return compileFormat(pipe, options);
    case 'math':
      return compileMath(pipe, options);
    case 'replace':
    case 'replace_regexp':
    case 'decolorize':
    case 'collapse_nums':
    case 'len':
    case 'hash':
    case 'json_array_len':
      return compileRewrite(pipe, options);
    case 'pack_json':
    case 'pack_logfmt':
      return compilePack(pipe);
    case 'unpack_json':
    case 'unpack_logfmt':
      return compileUnpack(pipe, options);
    case 'unpack_syslog':
      return compileSyslog(pipe, options);
    case 'unpack_words':
      return compileUnpackWords(pipe);
    default: {
      const text = printPipe(pipe);
      const hint = 'A live tail sees records one by one: use filters and pipes that look at one record.';
      throw new QueryError(text, 0, text, `A ${pipe.kind} where records come one by one`, hint);
    }
  }
}
