/**
 * A row of an answer: field → value, with VictoriaLogs' names (`_time`, `_msg`, `_stream`). Every value is a text;
 * empty ones are left out.
 */
export type Row = Record<string, string>;
