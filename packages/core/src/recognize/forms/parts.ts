/** Pieces of regular expressions that many forms share. */

/** RFC 3339 and its usual deviations. */
export const ISO = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d| UTC)?`;
export const LEVEL =
  '(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|CONFIG|FINE|FINER|FINEST|ALERT|EMERGENCY)';
/** A text in double quotes, with backslashes. */
export const QUOTED = String.raw`"([^"\\]*(?:\\.[^"\\]*)*)"`;
export const IDENTIFIER = String.raw`[\w.$/@-]+`;
