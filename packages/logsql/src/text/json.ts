/**
 * A text as a JSON string, byte for byte as ClickHouse writes it: JSON.stringify, but with capital digits in
 * escapes, and with the line and paragraph separators escaped.
 */
export function quoteJson(text: string): string {
  return JSON.stringify(text).replace(/\\\\|\\u[0-9a-f]{4}|[\u2028\u2029]/g, (part) => {
    if (part === '\\\\') return part;
    if (part.length === 1) return `\\u${part.charCodeAt(0).toString(16)}`;
    return `\\u${part.slice(2).toUpperCase()}`;
  });
}
