export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The object or array that a text holds; undefined where it is anything else. */
export function readJson(text: string): Json[] | { [name: string]: Json } | undefined {
  const start = text.trimStart()[0];
  if (start !== '{' && start !== '[') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Json[] | { [name: string]: Json })
      : undefined;
  } catch {
    return undefined;
  }
}
