import { splitQuery } from './filter-text.ts';

/** Pipes whose rows are no longer records. */
const RESHAPING = new Set([
  'fields',
  'keep',
  'delete',
  'drop',
  'del',
  'rm',
  'rename',
  'mv',
  'stats',
  'top',
  'uniq',
  'facets',
  'field_names',
  'field_values',
  'join',
  'union',
  'unroll',
  'json_array_len',
  'pack_json',
  'pack_logfmt',
]);

export const hasPipes = (query: string): boolean => splitQuery(query).pipes !== '';

/** Whether the answer of a query is a table of its own rather than records. */
export function isTabular(query: string): boolean {
  const bare = splitQuery(query).pipes.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return [...bare.matchAll(/\|\s*(\w+)/g)].some(([, name]) => RESHAPING.has(name!.toLowerCase()));
}
