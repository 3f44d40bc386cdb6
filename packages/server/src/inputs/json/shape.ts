import { ALIAS_OF, MAX_DEPTH, MAX_NAME } from '@logboom/core';
import { BYTE_TEXTS } from '../../store/native/byte-row.ts';
import type { Shape, Step } from '../shapes/tree.ts';

/** What a value of a shape becomes: an attribute, one of {@link BYTE_TEXTS} (its index), the time or the level. */
export const ATTRIBUTE = -1;
export const TIME = -2;
export const LEVEL = -3;

/** A value of a line, and what becomes of it. */
export interface JsonStep extends Step {
  isString: boolean;
  name: string;
  place: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Names whose values ask for more than to be copied. */
const SPECIAL = new Set(['log', 'container_name', '__proto__']);

/**
 * The shape of a line that is known to hold one JSON object.
 *
 * @returns undefined where it has a name twice, two names of one column, a list, an empty object, or anything
 * else that only the long way understands
 */
export function shapeOf(line: Buffer): Shape<JsonStep> | undefined {
  const steps: JsonStep[] = [];
  const names = new Set<string>();
  const places = new Set<number>();
  const path: string[] = [];
  let from = 0;
  let at = line.indexOf(0x7b) + 1;
  for (;;) {
    at = skipBlanks(line, at);
    if (line[at] !== QUOTE) return undefined;
    const close = line.indexOf(QUOTE, at + 1);
    const key = line.toString('utf8', at + 1, close);
    const name = path.length === 0 ? key : `${path.at(-1)}.${key}`;
    const place = placeOf(name, key);
    if (place === undefined || names.has(name) || places.has(place)) return undefined;
    names.add(name);
    // The colon lies between blanks.
    at = skipBlanks(line, skipBlanks(line, close + 1) + 1);
    const first = line[at]!;
    if (first === 0x7b) {
      if (path.push(name) > MAX_DEPTH) return undefined;
      at++;
      continue;
    }
    if (first === 0x5b) return undefined;
    if (place !== ATTRIBUTE) places.add(place);
    const isString = first === QUOTE;
    if (isString) at++;
    // What stands before a number also stands before a text.
    steps.push({
      literal: line.subarray(from, at),
      notBefore: isString ? -1 : QUOTE,
      isString,
      name,
      place,
    });
    at = isString ? endOfText(line, at) : endOfBare(line, at);
    from = at;
    at = skipBlanks(line, isString ? at + 1 : at);
    while (line[at] === 0x7d) {
      at = skipBlanks(line, at + 1);
      if (path.pop() === undefined)
        return at === line.length ? { steps, end: line.subarray(from) } : undefined;
    }
    // A comma.
    at++;
  }
}

function placeOf(name: string, key: string): number | undefined {
  // Keys that are whole numbers come first in an object, wherever they stood.
  if (name.length > MAX_NAME || SPECIAL.has(name) || key.includes('\\') || /^\d+$/.test(key))
    return undefined;
  const kind = ALIAS_OF.get(name)?.kind;
  if (kind === undefined) return ATTRIBUTE;
  if (kind === 'timestamp') return TIME;
  if (kind === 'level') return LEVEL;
  if (kind === 'severity' || kind === 'python_level') return undefined;
  return BYTE_TEXTS.indexOf(kind);
}

function skipBlanks(line: Buffer, from: number): number {
  let at = from;
  while (line[at] === 0x20 || line[at] === 0x09 || line[at] === 0x0d) at++;
  return at;
}

function endOfText(line: Buffer, from: number): number {
  let at = from;
  while (at < line.length && line[at] !== QUOTE) at += line[at] === BACKSLASH ? 2 : 1;
  return at;
}

function endOfBare(line: Buffer, from: number): number {
  let at = from;
  while (at < line.length && isBare(line[at]!)) at++;
  return at;
}

/** Whether a byte can belong to a number, `true`, `false` or `null`. */
export function isBare(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x2e;
}
