/** OTLP/JSON, as far as it is read: everything may be missing or be of another type. */
export type Json = { readonly [name: string]: unknown };

/** An object, or an empty one where there is none. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** An array, or an empty one where there is none. */
export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or an empty one where there is none. */
export function textFieldOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
