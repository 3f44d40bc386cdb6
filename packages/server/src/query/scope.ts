import { STREAM_LABELS } from '@logboom/logsql';
import type { Parameters } from './parameters.ts';
import { asText, EMPTY, text, time, type Value } from './value.ts';

/** The fields that a row has at one point of a query. */
export interface Scope {
  /** By name, in the order of the answer. */
  fields: ReadonlyMap<string, Value>;
  /** Names that are read where no such field was written: `message` is `_msg`. */
  aliases: ReadonlyMap<string, string>;
  /** A Map(String, String) with fields whose names are not known here, or empty. */
  rest: string;
  /** Names that `rest` may hold and that count for nothing: overwritten or deleted ones. */
  hidden: ReadonlySet<string>;
}

/** The value of a field; a missing one is empty. */
export function lookUp(scope: Scope, name: string, parameters: Parameters): Value {
  const field = scope.fields.get(name) ?? scope.fields.get(scope.aliases.get(name) ?? '');
  if (field !== undefined) return field;
  if (scope.rest === '' || scope.hidden.has(name) || name === '') return EMPTY;
  const key = parameters.text(name);
  return text(`${scope.rest}[${key}]`, scope.rest === 'attributes' ? { from: 'attribute', name } : undefined);
}

/** A scope with a field set, or with it gone if there is no value. */
export function withField(scope: Scope, name: string, value: Value | undefined): Scope {
  const fields = new Map(scope.fields);
  if (value === undefined) fields.delete(name);
  else fields.set(name, value);
  const aliases = new Map(scope.aliases);
  aliases.delete(name);
  return { ...scope, fields, aliases, hidden: new Set([...scope.hidden, name]) };
}

/** A scope with these fields and no others. */
export function closedScope(fields: Iterable<readonly [string, Value]>): Scope {
  return { fields: new Map(fields), aliases: new Map(), rest: '', hidden: new Set() };
}

const LABELS = STREAM_LABELS.map(
  (label) => `if(${label} = '', '', concat('${label}=', toJSONString(${label})))`,
);
const STREAM = `concat('{', arrayStringConcat(arrayFilter(x -> x != '', [${LABELS.join(', ')}]), ','), '}')`;
const STREAM_ID = `lower(hex(concat(${STREAM_LABELS.join(", '\\0', ")})))`;

const columns = ['level', 'service', 'logger', 'host', 'trace_id', 'span_id', 'source'] as const;

/** The fields of a record as it is stored. */
export const RECORD_SCOPE: Scope = {
  fields: new Map<string, Value>([
    ['_time', { ...time('timestamp'), origin: { from: 'column', column: 'timestamp' } }],
    ['_stream_id', text(STREAM_ID)],
    ['_stream', text(STREAM)],
    ['_msg', text('message', { from: 'column', column: 'message' })],
    ['severity', { kind: 'number', sql: 'severity' }],
    ...columns.map((column) => [column, text(column, { from: 'column', column })] as const),
    ['observed', time('observed')],
    ['id', text("concat(node, '-', toString(seq))")],
  ]),
  aliases: new Map([
    ['timestamp', '_time'],
    ['message', '_msg'],
  ]),
  rest: 'attributes',
  hidden: new Set([
    'timestamp',
    'message',
    '_time',
    '_stream_id',
    '_stream',
    '_msg',
    'severity',
    ...columns,
    'observed',
    'id',
  ]),
};

/** All fields that are not empty, as a Map(String, String). */
export function allFields(scope: Scope, parameters: Parameters): string {
  const pairs = [...scope.fields].flatMap(([name, value]) => [
    parameters.text(name),
    `toString(${asText(value)})`,
  ]);
  const known = pairs.length === 0 ? '' : `map(${pairs.join(', ')})`;
  if (scope.rest === '')
    return known === '' ? "CAST(map(), 'Map(String, String)')" : `mapFilter((k, v) -> v != '', ${known})`;
  const hidden = parameters.texts([...scope.hidden]);
  const rest = `CAST(mapFilter((k, v) -> NOT has(${hidden}, k), ${scope.rest}), 'Map(String, String)')`;
  return `mapFilter((k, v) -> v != '', ${known === '' ? rest : `mapConcat(${known}, ${rest})`})`;
}
