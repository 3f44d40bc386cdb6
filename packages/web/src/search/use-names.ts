import { COLUMNS } from '@logboom/core';
import { useMemo } from 'react';
import type { Feed } from '../data/feed.ts';
import { fetchFieldNames, fetchFieldValues } from '../data/field-names.ts';
import { queryNameOf, recordNameOf } from '../data/filter-text.ts';
import { boundsOf } from '../data/time-range.ts';
import { fieldText } from '../table/columns.ts';

const LOOKED_AT = 1000;
const MOST = 100;

/** Names and values to complete: those of the rows at hand at once, those of the server when it answers. */
export function useNames(feed: Feed) {
  return useMemo(() => {
    const bounds = () => boundsOf(feed.options.range, Date.now());
    return {
      fields: async (): Promise<string[]> => {
        const server = await fetchFieldNames('*', bounds()).catch(() => []);
        return [...new Set([...COLUMNS.map(queryNameOf), ...attributesOf(feed), ...server])];
      },
      values: async (field: string, prefix: string): Promise<string[]> => {
        const server = await fetchFieldValues('*', field, bounds(), MOST).catch(() => []);
        const all = [...new Set([...server, ...valuesOf(feed, recordNameOf(field))])];
        return all.filter((value) => value.toLowerCase().startsWith(prefix.toLowerCase())).slice(0, MOST);
      },
    };
  }, [feed]);
}

function attributesOf(feed: Feed): Set<string> {
  const names = new Set<string>();
  for (let index = 0; index < LOOKED_AT; index += 7) {
    for (const name of Object.keys(feed.row(index)?.record.attributes ?? {})) names.add(name);
  }
  return names;
}

function valuesOf(feed: Feed, field: string): Set<string> {
  const values = new Set<string>();
  for (let index = 0; index < LOOKED_AT; index++) {
    const row = feed.row(index);
    const value = row && fieldText(row.record, field);
    if (value && value.length < 200) values.add(value);
  }
  return values;
}
