import type { AttributeTarget } from './attributes.ts';
import { arrayOf, objectOf, textFieldOf } from './json-shape.ts';
import { putNested } from './record.ts';
import { limitNesting } from './value-protobuf.ts';

/** Hands on the KeyValues of OTLP/JSON as text, nested lists flattened with dots. */
export function putAttributes(list: unknown, target: AttributeTarget, prefix = ''): void {
  for (const each of arrayOf(list)) {
    const { key, value } = objectOf(each);
    const name = textFieldOf(key);
    const plain = plainOf(value);
    if (plain !== undefined) putNested(prefix === '' ? name : `${prefix}.${name}`, plain, target, 0);
  }
}

/** The JSON that an AnyValue of OTLP/JSON stands for; undefined for an empty one. */
export function plainOf(value: unknown, depth = 0): unknown {
  limitNesting(depth);
  const any = objectOf(value);
  if (any.stringValue !== undefined) return String(any.stringValue);
  if (any.boolValue !== undefined) return any.boolValue;
  if (any.intValue !== undefined) return whole(any.intValue);
  if (any.doubleValue !== undefined) return any.doubleValue;
  if (any.arrayValue !== undefined)
    return arrayOf(objectOf(any.arrayValue).values).map((each) => plainOf(each, depth + 1) ?? null);
  if (any.kvlistValue !== undefined) {
    return Object.fromEntries(
      arrayOf(objectOf(any.kvlistValue).values).map((pair) => {
        const { key, value: inner } = objectOf(pair);
        return [textFieldOf(key), plainOf(inner, depth + 1) ?? null];
      }),
    );
  }
  return any.bytesValue;
}

/** int64 comes as text; what a number holds exactly becomes one. */
function whole(value: unknown): unknown {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
