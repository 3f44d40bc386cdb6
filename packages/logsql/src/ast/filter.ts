import type { Query } from './query.ts';
import type { TimeRange } from './time.ts';

/** A comparison of the language. */
export type Comparison = '<' | '<=' | '>' | '>=';

/**
 * What selects records. Values stay as they were written (`10KiB`, `5m`, `1.2.3.0/24`): the parser has checked
 * them, and whoever carries a filter out reads them with the functions of `text/`. So a printed filter is the
 * filter. `field` is the name as written; `_msg` where none was.
 */
export type Filter =
  /** `*`: every record. */
  | { kind: 'all' }
  | { kind: 'and' | 'or'; filters: Filter[] }
  | { kind: 'not'; filter: Filter }
  /** `_time:...`, moved back by `offset`, a duration or empty. */
  | { kind: 'time'; range: TimeRange; offset: string }
  /** `_time:day_range[08:00, 18:00)`: the time of day, `hh:mm`. */
  | { kind: 'day_range'; from: string; to: string; open: Brackets; offset: string }
  /** `_time:week_range[Mon, Fri]`: days, 0 is Sunday. */
  | { kind: 'week_range'; from: number; to: number; open: Brackets; offset: string }
  /** `{service="api", host=~"a.*" or source!="syslog"}`: alternatives of conditions that hold together. */
  | { kind: 'stream'; alternatives: StreamCondition[][] }
  /** `word`, `"a phrase"`, `i(phrase)`: the text stands in the value, with no word's character beside it. */
  | { kind: 'phrase'; field: string; text: string; ignoreCase: boolean }
  /** `word*`, `"a phr"*`, `i(wo*)`: as a phrase, but a word may go on after it. */
  | { kind: 'prefix'; field: string; text: string; ignoreCase: boolean }
  /** `field:""`, `field:*`. */
  | { kind: 'empty' | 'any'; field: string }
  /** `="value"`, `="value"*`. */
  | { kind: 'exact'; field: string; text: string }
  | { kind: 'exact_prefix'; field: string; text: string }
  /** `in(a, b)`, `contains_all(...)`, `contains_any(...)`, of values or of what a query gives. */
  | { kind: 'in'; field: string; values: string[] }
  | { kind: 'contains_all' | 'contains_any'; field: string; values: string[] }
  | { kind: `${ListKind}_query`; field: string; query: Query }
  /** `seq(a, "b c")`: phrases, one after the other. */
  | { kind: 'seq'; field: string; phrases: string[] }
  /** `~"pattern"`, in RE2 syntax. */
  | { kind: 'regexp'; field: string; pattern: string }
  /** `field:>10KiB`, `field:<"John"`: as numbers if the bound is one, else as text. */
  | { kind: 'compare'; field: string; operator: Comparison; value: string }
  /** `range[1, 10)`. */
  | { kind: 'range'; field: string; from: string; to: string; open: Brackets }
  /** `ipv4_range(a, b)`; `ipv4_range("1.2.3.0/24")` has no `to`. */
  | { kind: 'ipv4_range'; field: string; from: string; to: string }
  | { kind: 'string_range'; field: string; from: string; to: string }
  /** `len_range(5, inf)`: characters, both bounds included. */
  | { kind: 'len_range'; field: string; from: string; to: string }
  | { kind: 'value_type'; field: string; type: string }
  | { kind: 'eq_field' | 'le_field' | 'lt_field'; field: string; other: string };

export type ListKind = 'in' | 'contains_all' | 'contains_any';

/** Which ends of a range are left out: `(` and `)` rather than `[` and `]`. */
export interface Brackets {
  from: boolean;
  to: boolean;
}

export type StreamCondition =
  | { label: string; operator: '=' | '!=' | '=~' | '!~'; value: string }
  | { label: string; operator: 'in' | 'not_in'; values: string[] };

/** A filter of one kind. */
export type FilterOf<K extends Filter['kind']> = Extract<Filter, { kind: K }>;
