/** A text in lower case, character by character, as filters that ignore case compare. */
export function lower(text: string): string {
  return text.toLowerCase();
}
