/** The longest query in UTF-16 units: long lists in `in(...)` fit, an attack does not. */
export const MAX_QUERY_LENGTH = 262_144;
/** How deep parentheses, negations and subqueries may nest. */
export const MAX_NESTING = 100;
