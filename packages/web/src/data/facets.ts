import { request } from './api-error.ts';
import type { Feed } from './feed.ts';
import { queryNameOf, recordNameOf, splitQuery } from './filter-text.ts';
import { queryOrAll } from './query.ts';
import type { Bounds } from './time-range.ts';

export interface FacetValue {
  value: string;
  hits: number;
}

export interface Facet {
  /** The record's name of the field. */
  field: string;
  values: FacetValue[];
}

interface FacetsAnswer {
  facets?: { field_name: string; values: { field_value: string; hits: number }[] }[];
}

/** Fields that name one record each are no choice. */
const LEFT_OUT = new Set([
  'message',
  'timestamp',
  'observed',
  'id',
  'severity',
  '_stream',
  '_stream_id',
  'span_id',
]);
const FIRST = ['level', 'service', 'logger', 'host', 'source'];
const MOST_VALUES = 10;

/** The most frequent values of each field over the whole range. @throws ApiError */
export async function fetchFacets(query: string, bounds: Bounds, signal: AbortSignal): Promise<Facet[]> {
  const body = new URLSearchParams({
    query: queryOrAll(splitQuery(query).terms.join(' ')),
    limit: String(MOST_VALUES),
    keep_const_fields: '1',
    ...bounds,
  });
  const response = await request('/select/logsql/facets', { method: 'POST', body, signal });
  const answer = (await response.json()) as FacetsAnswer;
  return ordered(
    (answer.facets ?? []).map(({ field_name, values }) => ({
      field: recordNameOf(field_name),
      values: values.map(({ field_value, hits }) => ({ value: field_value, hits: Number(hits) })),
    })),
  );
}

const LOOKED_AT = 2000;

/** The same of the rows at hand: at once, and where the server has no facets. */
export function facetsOfRows(feed: Feed): Facet[] {
  const counts = new Map<string, Map<string, number>>();
  const count = (field: string, value: string) => {
    if (value === '' || value.length > 200) return;
    const values = counts.get(field) ?? new Map<string, number>();
    values.set(value, (values.get(value) ?? 0) + 1);
    counts.set(field, values);
  };
  for (let index = 0; index < LOOKED_AT; index++) {
    const record = feed.row(index)?.record;
    if (record === undefined) break;
    for (const name of FIRST) count(name, String(record[name as 'service']));
    for (const name in record.attributes) count(name, String(record.attributes[name]));
  }
  const facets = [...counts].map(([field, values]): Facet => {
    const list = [...values].map(([value, hits]) => ({ value, hits })).sort((a, b) => b.hits - a.hits);
    return { field, values: list.slice(0, MOST_VALUES) };
  });
  return ordered(facets.filter(({ values }) => values.some(({ hits }) => hits > 1)));
}

function ordered(facets: Facet[]): Facet[] {
  const rank = (field: string) => (FIRST.includes(field) ? FIRST.indexOf(field) : FIRST.length);
  return facets
    .filter(
      ({ field, values }) => !LEFT_OUT.has(field) && !LEFT_OUT.has(queryNameOf(field)) && values.length > 0,
    )
    .sort((a, b) => rank(a.field) - rank(b.field) || a.field.localeCompare(b.field));
}
