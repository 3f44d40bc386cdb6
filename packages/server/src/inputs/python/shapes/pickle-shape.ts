import { ALIAS_OF } from '@logboom/core';
import { BYTE_TEXTS } from '../../../store/native/byte-row.ts';
import type { Shape, Step } from '../../shapes/tree.ts';
import * as field from '../fields.ts';
import { attributeName } from '../flatten.ts';
import * as op from '../pickle/opcodes.ts';

/** What becomes of a value, unless it is the index of one of {@link BYTE_TEXTS}. */
export const ATTRIBUTE = -1;
export const LEFT_OUT = -2;
/** Is None, or the record goes the long way. */
export const NONE_ONLY = -3;
export const LEVEL_NAME = -4;
export const LEVEL_NUMBER = -5;
export const CREATED = -6;

export const MESSAGE = BYTE_TEXTS.indexOf('message');
const LOGGER = BYTE_TEXTS.indexOf('logger');
/** Columns that extras may claim by their names. */
const ORIGINS = ['service', 'host', 'trace_id', 'span_id'] as const;
const NEEDED = [MESSAGE, LEVEL_NAME, LEVEL_NUMBER, CREATED];

/** A value of a LogRecord's dict. */
export interface PickleStep extends Step {
  name: string;
  place: number;
}

/** Memo puts and the like have one byte of argument or four. */
const SHORT = 2;
const LONG = 5;

/**
 * The shape of a pickle that is known to be one: the dict of a LogRecord as `SocketHandler` pickles it
 * (protocol 1: `}q\0(`, keys and values in turn, `u.`), with values that are texts, numbers or None.
 */
export function shapeOfPickle(bytes: Buffer): Shape<PickleStep> | undefined {
  if (bytes[0] !== op.EMPTY_DICT || bytes[1] !== op.BINPUT || bytes[3] !== op.MARK) return undefined;
  const steps: PickleStep[] = [];
  const names = new Set<string>();
  const places = new Set<number>();
  let from = 0;
  let at = 4;
  while (bytes[at] !== op.SETITEMS) {
    if (bytes[at] !== op.BINUNICODE) return undefined;
    const end = endOfValue(bytes, at);
    const name = bytes.toString('utf8', at + LONG, end);
    const place = placeOf(name);
    const isTwice = names.has(name) || (place >= 0 && places.has(place));
    if (isTwice || name.includes('\ufffd') || (place === ATTRIBUTE && attributeName(name) !== name))
      return undefined;
    names.add(name);
    places.add(place);
    at = afterPut(bytes, end);
    steps.push({ literal: bytes.subarray(from, at), notBefore: -1, name, place });
    from = endOfValue(bytes, at);
    if (from === -1) return undefined;
    at = bytes[at] === op.BINUNICODE ? afterPut(bytes, from) : from;
    if (at === -1) return undefined;
  }
  const isWhole = bytes[at + 1] === op.STOP && at + 2 === bytes.length;
  if (!isWhole || !NEEDED.every((place) => places.has(place))) return undefined;
  return { steps, end: bytes.subarray(from) };
}

function placeOf(name: string): number {
  switch (field.FIELDS.get(name) ?? 0) {
    case field.NAME:
      return LOGGER;
    case field.MESSAGE_TEMPLATE:
      return MESSAGE;
    case field.ARGUMENTS:
    case field.RENDERED:
      return NONE_ONLY;
    case field.LEVEL_NAME:
      return LEVEL_NAME;
    case field.LEVEL_NUMBER:
      return LEVEL_NUMBER;
    case field.CREATED:
      return CREATED;
    case field.LEFT_OUT:
      return LEFT_OUT;
    case 0:
      return placeOfExtra(name);
    default:
      return ATTRIBUTE;
  }
}

function placeOfExtra(name: string): number {
  const kind = ORIGINS.find((column) => column === ALIAS_OF.get(name)?.kind);
  if (kind === undefined) return ATTRIBUTE;
  // Docker's name of a container has a slash that is taken away.
  return name === 'container_name' ? NONE_ONLY : BYTE_TEXTS.indexOf(kind);
}

/** Where a value ends, -1 for one that only the decoder reads. */
function endOfValue(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case op.BINUNICODE:
      return at + LONG + bytes.readUInt32LE(at + 1);
    case op.NONE:
      return at + 1;
    case op.BININT1:
      return at + 2;
    case op.BININT2:
      return at + 3;
    case op.BININT:
      return at + 5;
    case op.BINFLOAT:
      return at + 9;
    case op.LONG:
      return bytes.indexOf(0x0a, at) + 1;
    default:
      return -1;
  }
}

/** Every text is put into the memo; where the next operation begins, -1 when it is not. */
function afterPut(bytes: Buffer, at: number): number {
  if (bytes[at] === op.BINPUT) return at + SHORT;
  return bytes[at] === op.LONG_BINPUT ? at + LONG : -1;
}
