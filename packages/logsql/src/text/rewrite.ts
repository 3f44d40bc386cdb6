/** A replacement of every match of a pattern in RE2 syntax; the replacement is taken as it is. */
export type RewriteStep = readonly [pattern: string, replacement: string];

/** ANSI escape sequences for colours and styles (ECMA-48, "Select Graphic Rendition" and its like). */
export const DECOLORIZE: readonly RewriteStep[] = [['\\x1b\\[[0-9;:]*[A-Za-z]', '']];

/** Numbers become `<N>`: UUIDs first, then hexadecimal and decimal words, then runs of digits inside words. */
export const COLLAPSE_NUMS: readonly RewriteStep[] = [
  [
    '\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b',
    '<N>-<N>-<N>-<N>-<N>',
  ],
  ['\\b0[xX][0-9a-fA-F]+\\b', '<N>'],
  ['\\b[0-9a-fA-F]*[0-9][0-9a-fA-F]*\\b', '<N>'],
  ['[0-9]+', '<N>'],
];

/** What `prettify` makes of the collapsed numbers. */
export const PRETTIFY_NUMS: readonly RewriteStep[] = [
  ['<N>-<N>-<N>-<N>-<N>', '<UUID>'],
  ['<N>\\.<N>\\.<N>\\.<N>', '<IP4>'],
  ['<N>:<N>:<N>(?:[.,]<N>)?', '<TIME>'],
  ['<N>[-/]<N>[-/]<N>', '<DATE>'],
  ['<DATE>[T ]<TIME>(?:Z|[-+]<N>:<N>)?', '<DATETIME>'],
];
