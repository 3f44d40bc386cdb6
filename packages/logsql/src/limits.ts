/** The longest query in UTF-16 units: long lists in `in(...)` fit, an attack does not. */
export const MAX_QUERY_LENGTH = 262_144;
/** How deep parentheses, negations and subqueries may nest. */
export const MAX_NESTING = 100;
/** Into how many buckets the trend of a pattern may be cut. */
export const MAX_TREND = 1000;
