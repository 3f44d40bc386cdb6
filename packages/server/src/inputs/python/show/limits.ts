/** How much of a value is shown. Shared values are shown wherever they stand, so both bounds are needed. */
export interface ShowLimits {
  /** Length of the text in UTF-16 units; what is over is cut, and `…` says so. @default 65,536 */
  text: number;
  /** Levels of nesting; deeper ones are shown as `...`. @default 16 */
  depth: number;
}

export const SHOW_LIMITS: Readonly<ShowLimits> = { text: 65_536, depth: 16 };
