const SURROGATE = /[\ud800-\udfff]/;

/** How many Unicode code points a text has: what Python counts as its length. */
export function letterCount(text: string): number {
  return SURROGATE.test(text) ? [...text].length : text.length;
}

/** The first code points of a text. */
export function firstLetters(text: string, count: number): string {
  return SURROGATE.test(text) ? [...text].slice(0, count).join('') : text.slice(0, count);
}
