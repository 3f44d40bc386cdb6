import type { Fields } from '../logger/bindings.ts';
import { jsonOf } from '../values/json.ts';

/** A value as protobuf's JSON has it (opentelemetry/proto/common/v1/common.proto). */
export type AnyValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number }
  | { arrayValue: { values: AnyValue[] } }
  | { kvlistValue: { values: KeyValue[] } }
  | Record<string, never>;

export interface KeyValue {
  key: string;
  value: AnyValue;
}

/** Fields as attributes; each is made plain first, within the limits of all values. */
export function attributesOf(fields: Fields): KeyValue[] {
  const attributes: KeyValue[] = [];
  for (const key of Object.keys(fields)) {
    const value = plain(fields, key);
    if (value !== undefined) attributes.push({ key, value: anyValue(value) });
  }
  return attributes;
}

/** A plain value, as JSON has them. */
export function anyValue(value: unknown): AnyValue {
  if (typeof value === 'string') return { stringValue: value.toWellFormed() };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: `${value}` } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value !== 'object' || value === null) return {};
  return {
    kvlistValue: { values: Object.entries(value).map(([key, item]) => ({ key, value: anyValue(item) })) },
  };
}

function plain(fields: Fields, key: string): unknown {
  try {
    const value = fields[key];
    const json = jsonOf(typeof value === 'function' ? (value as () => unknown)() : value);
    return json === undefined ? undefined : (JSON.parse(json) as unknown);
  } catch (error) {
    return `[Thrown: ${error instanceof Error ? error.message : typeof error}]`;
  }
}
