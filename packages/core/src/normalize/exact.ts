type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/** Keeps whole numbers past 2^53 as the digits that the source wrote. */
const exact: Reviver = (_key, value, context) =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;

/** `JSON.parse` that keeps whole numbers past 2^53 exactly, as text. Slower: for where they were seen. */
export function parseJsonExact(text: string): unknown {
  return JSON.parse(text, exact);
}
