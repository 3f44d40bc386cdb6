/** How much of one value a record shows. What is over a limit is cut and says by how much. */
export interface Limits {
  /** Levels of nesting. @default 10 */
  depth: number;
  /** Entries of one array, object, Map or Set. @default 1000 */
  items: number;
  /** UTF-16 units of one text. @default 65536 */
  text: number;
  /** UTF-16 units, about, of one value as JSON. @default 262144 */
  total: number;
}

/** The limits in force. Change them with {@link setLimits} before the first record. */
export const LIMITS: Limits = { depth: 10, items: 1000, text: 65_536, total: 262_144 };

/** Sets limits for the whole process. */
export function setLimits(limits: Partial<Limits>): void {
  Object.assign(LIMITS, limits);
}

/** A text within the limit, with a note of how much was cut. */
export function cutText(text: string, limit: number = LIMITS.text): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… ${text.length - limit} more`;
}
