import type { Query } from '@logboom/logsql';
import { RECORD_COLUMNS } from '../records/record-row.ts';
import { LOGS } from '../store/names.ts';
import type { Context } from './context.ts';
import { filterCondition } from './filter/filter.ts';
import { boundsCondition } from './filter/time.ts';
import { withFunctions } from './functions.ts';
import { Parameters, type ParameterValue } from './parameters.ts';
import { streamContext } from './pipes/combine.ts';
import { applyPipe } from './pipes/table.ts';
import { rangeOf } from './range.ts';
import { Relation } from './relation.ts';
import { allFields, RECORD_SCOPE } from './scope.ts';
import { asText } from './value.ts';

export interface CompileOptions {
  /** The moment that relative times count from, in nanoseconds since 1970. @default now */
  now?: bigint;
  /** Only records of this time and later, in nanoseconds since 1970. */
  start?: bigint;
  /** Only records up to this time, itself included. */
  end?: bigint;
  /**
   * `map`: one column `row`, a Map(String, String) of the fields that are not empty, which JSON formats write as an
   * object. `columns`: one column for each field. `records`: the columns of records as they are stored, if the rows are
   * records with all their fields, else as `map`; the engine plans such a statement in half the time.
   *
   * @default 'map'
   */
  output?: 'map' | 'columns' | 'records';
}

/** A statement for ClickHouse. */
export interface CompiledQuery {
  /** One SELECT, without FORMAT and SETTINGS. */
  sql: string;
  /** Values for `query_params` of `@clickhouse/client` (which escapes them for the `param_` arguments). */
  parameters: Record<string, ParameterValue>;
  /** Settings that the statement needs; a user with `readonly` = 1 cannot give them, one with 2 can. */
  settings: Record<string, string | number>;
  /**
   * The names of the fields, in order. With output `columns` the columns are `f0`, `f1`, ... in this order, all
   * String; where `open` is true, a last column `rest`, a Map(String, String), holds fields by their own names.
   */
  fields: string[];
  /** Whether rows may have fields that `fields` does not name: the attributes of records. */
  open: boolean;
  /** Whether the rows come in an order that the query asked for. */
  ordered: boolean;
  /** Whether the columns are those of records as they are stored. */
  stored: boolean;
}

/**
 * Compiles a query to one SELECT over the table of records.
 *
 * The contract, for whoever runs it:
 * - send `sql` with `parameters` as bound parameters and `settings` as settings of the request;
 * - all values of the query are bound, never a part of the text;
 * - a row leaves out empty fields; every value is a text, times are RFC 3339 with nine digits;
 * - without `sort` rows come in any order, as fast as they are found.
 *
 * @throws {QueryError} LB_QUERY_INVALID where a query can be read but not be carried out
 * @example
 * const { sql, parameters, settings } = compileQuery(parseQuery('error | limit 10'), { now });
 * await client.exec({ query: `${sql} FORMAT JSONEachRow`, query_params: parameters, clickhouse_settings: settings });
 */
export function compileQuery(query: Query, options: CompileOptions = {}): CompiledQuery {
  const parameters = new Parameters();
  let names = 0;
  const context: Context = {
    now: options.now ?? BigInt(Date.now()) * 1_000_000n,
    start: options.start,
    end: options.end,
    range: {},
    parameters,
    name: (prefix) => `${prefix}${names++}`,
    compileInner: (inner) => compileRelation(inner, context),
  };
  const relation = compileRelation(query, context);
  const { fields, rest } = relation.scope;
  const stored = options.output === 'records' && relation.scope === RECORD_SCOPE;
  const columns = stored ? RECORD_COLUMNS : columnsOf(relation, parameters, options.output);
  const statement = relation.select(columns, { keepOrder: true });
  return {
    sql: `${withFunctions(statement)}${statement}`,
    parameters: parameters.values,
    settings: {
      ...SETTINGS,
      ...(query.options.concurrency > 0 && { max_threads: query.options.concurrency }),
    },
    fields: [...fields.keys()],
    open: rest !== '',
    ordered: relation.order.length > 0,
    stored,
  };
}

const SETTINGS = {
  // Streams and packed rows are JSON as JSON.stringify writes it.
  output_format_json_escape_forward_slashes: 0,
  // A number is the double nearest to its text, as in JavaScript.
  precise_float_parsing: 1,
  // A long query of a user is a longer one here; its own length is limited by the parser.
  max_query_size: 8_388_608,
};

function compileRelation(query: Query, context: Context): Relation {
  const global = query.options.ignoreGlobalTimeFilter ? {} : { min: context.start, max: context.end };
  const scoped = {
    ...context,
    start: global.min,
    end: global.max,
    range: rangeOf(query.filter, global, context.now),
  };
  let relation = selected(query, scoped);
  for (const pipe of query.pipes) relation = applyPipe(relation, pipe, scoped);
  return relation;
}

/** The records that the filter and the time range of the request leave. */
function selected(query: Query, context: Context): Relation {
  const { start, end, parameters } = context;
  const [first] = query.pipes;
  if (first?.kind === 'stream_context') return streamContext(query, first, context);
  let relation = new Relation(context, { from: LOGS, scope: RECORD_SCOPE });
  if (start !== undefined || end !== undefined) {
    const bounds = { ...(start !== undefined && { min: start }), ...(end !== undefined && { max: end }) };
    relation = relation.where(({ fields }) => boundsCondition(bounds, fields.get('_time')!, parameters));
  }
  return relation.where((scope) => filterCondition(query.filter, scope, context));
}

function columnsOf(relation: Relation, parameters: Parameters, output: CompileOptions['output']): string[] {
  return output === 'columns' ? separateColumns(relation, parameters) : [mapColumn(relation, parameters)];
}

/** All fields of a row that are not empty. */
function mapColumn(relation: Relation, parameters: Parameters): string {
  return `${allFields(relation.scope, parameters)} AS row`;
}

function separateColumns({ scope }: Relation, parameters: Parameters): string[] {
  const columns = [...scope.fields.values()].map((value, index) => `toString(${asText(value)}) AS f${index}`);
  if (scope.rest !== '') columns.push(`${allFields({ ...scope, fields: new Map() }, parameters)} AS rest`);
  return columns;
}
