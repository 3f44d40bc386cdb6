import { labelsOfStreamId, STREAM_LABELS } from '@logboom/logsql';
import { ATTRIBUTE_PAIRS, attributePair } from '../../store/indexes.ts';
import type { Parameters } from '../parameters.ts';
import { asText, type Value } from '../value.ts';
import { narrowed, tokensOf } from './phrase.ts';

/** Whether a value is this text. */
export function exactCondition(value: Value, wanted: string, parameters: Parameters): string {
  return memberCondition(value, [wanted], parameters);
}

/** Whether a value is one of these texts; columns are compared as they are, so that indexes serve. */
export function memberCondition(value: Value, wanted: string[], parameters: Parameters): string {
  if (wanted.length === 0) return '0';
  const single = wanted.length === 1 ? wanted[0]! : undefined;
  const exact =
    single === undefined
      ? anyOf(wanted, (part) => `${asText(value)} IN ${parameters.texts(part)}`)
      : `${asText(value)} = ${parameters.text(single)}`;
  const { origin } = value;
  if (origin?.from === 'attribute' && !wanted.includes('')) {
    const pairs = wanted.map((text) => attributePair(origin.name, text));
    if (pairs.length === 1) return `has(${ATTRIBUTE_PAIRS}, ${parameters.text(pairs[0]!)})`;
    return anyOf(pairs, (part) => `hasAny(${ATTRIBUTE_PAIRS}, ${parameters.texts(part)})`);
  }
  return single === undefined ? exact : narrowed(value, tokensOf(single), exact, parameters);
}

/** The engine takes bound parameters of up to 128 KiB each. */
const PARAMETER_LENGTH = 32_768;

/** A condition over a list of any length, in parts that can be bound. */
function anyOf(values: string[], condition: (part: string[]) => string): string {
  const parts: string[][] = [[]];
  let length = 0;
  for (const value of values) {
    if (length > PARAMETER_LENGTH) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)!.push(value);
    length += value.length + 4;
  }
  return parts.length === 1 ? condition(values) : `(${parts.map(condition).join(' OR ')})`;
}

/** `_stream_id:=...`: the id tells the labels, which are columns. */
export function streamIdCondition(ids: string[], parameters: Parameters): string {
  const streams = ids.flatMap((id) => labelsOfStreamId(id) ?? []);
  const conditions = streams.map((labels) =>
    STREAM_LABELS.map((label) => `${label} = ${parameters.text(labels[label])}`).join(' AND '),
  );
  return conditions.length === 0 ? '0' : `(${conditions.map((condition) => `(${condition})`).join(' OR ')})`;
}
