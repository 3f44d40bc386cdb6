import { LogboomError, MAX_DEPTH } from '@logboom/core';
import { BYTES, FIXED64, type ProtobufReader, tagOf, VARINT } from '../protobuf/reader.ts';
import type { AttributeTarget } from './attributes.ts';

/** Values nested deeper than this are refused: their reader calls itself. */
const NESTING_MAX = 100;

// Fields of AnyValue, ArrayValue, KeyValueList and KeyValue (opentelemetry/proto/common/v1/common.proto).
const STRING = tagOf(1, BYTES);
const BOOL = tagOf(2, VARINT);
const INT = tagOf(3, VARINT);
const DOUBLE = tagOf(4, FIXED64);
const ARRAY = tagOf(5, BYTES);
const LIST = tagOf(6, BYTES);
const RAW = tagOf(7, BYTES);
const ELEMENT = tagOf(1, BYTES);
const KEY = tagOf(1, BYTES);
const VALUE = tagOf(2, BYTES);

/** Reads one KeyValue and hands it on as text, nested lists flattened with dots. */
export function readAttribute(reader: ProtobufReader, target: AttributeTarget, prefix = '', depth = 0): void {
  const outer = reader.enter();
  let key = '';
  let start = -1;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === KEY) key = reader.name();
    else if (tag === VALUE) {
      // The name may stand behind the value.
      start = reader.at;
      reader.skip(tag);
    } else reader.skip(tag);
  }
  if (start !== -1) {
    reader.at = start;
    readInto(reader, target, prefix === '' ? key : `${prefix}.${key}`, depth);
  }
  reader.leave(outer);
}

function readInto(reader: ProtobufReader, target: AttributeTarget, name: string, depth: number): void {
  const outer = reader.enter();
  const tag = reader.tag();
  if (tag === STRING) target.put(name, reader.text());
  else if (tag === LIST && depth < MAX_DEPTH) {
    target.nested();
    const list = reader.enter();
    for (let inner = reader.tag(); inner !== 0; inner = reader.tag()) {
      if (inner === ELEMENT) readAttribute(reader, target, name, depth + 1);
      else reader.skip(inner);
    }
    reader.leave(list);
  } else if (tag !== 0) target.put(name, textOf(scalar(reader, tag, depth)));
  reader.leave(outer);
}

/** Reads an AnyValue as the JSON that stands for it; undefined for an empty one. */
export function readValue(reader: ProtobufReader, depth = 0): unknown {
  const outer = reader.enter();
  const tag = reader.tag();
  const value = tag === 0 ? undefined : scalar(reader, tag, depth);
  reader.leave(outer);
  return value;
}

function scalar(reader: ProtobufReader, tag: number, depth: number): unknown {
  switch (tag) {
    case STRING:
      return reader.text();
    case BOOL:
      return reader.varint() !== 0;
    case INT:
      return reader.int64();
    case DOUBLE:
      return reader.double();
    case RAW:
      return reader.bytes().toString('base64');
    case ARRAY:
      return array(reader, depth + 1);
    case LIST:
      return object(reader, depth + 1);
    default:
      reader.skip(tag);
      return undefined;
  }
}

function array(reader: ProtobufReader, depth: number): unknown[] {
  limitNesting(depth);
  const values: unknown[] = [];
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === ELEMENT) values.push(readValue(reader, depth) ?? null);
    else reader.skip(tag);
  }
  reader.leave(outer);
  return values;
}

function object(reader: ProtobufReader, depth: number): object {
  limitNesting(depth);
  const pairs: [string, unknown][] = [];
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === ELEMENT) pairs.push(pair(reader, depth));
    else reader.skip(tag);
  }
  reader.leave(outer);
  return Object.fromEntries(pairs);
}

function pair(reader: ProtobufReader, depth: number): [string, unknown] {
  const outer = reader.enter();
  const pair: [string, unknown] = ['', null];
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === KEY) pair[0] = reader.name();
    else if (tag === VALUE) pair[1] = readValue(reader, depth) ?? null;
    else reader.skip(tag);
  }
  reader.leave(outer);
  return pair;
}

/** @throws LogboomError LB_RECORD_INVALID */
export function limitNesting(depth: number): void {
  if (depth > NESTING_MAX) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: `values are nested over ${NESTING_MAX} deep` });
  }
}

/** A value as the text of an attribute or a message. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value, exact) : String(value);
}

/** Whole numbers past 2^53 keep their digits. */
function exact(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
