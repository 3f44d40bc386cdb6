import type { LogRecord } from '@logboom/core';
import { useQuery } from '@tanstack/react-query';
import type { Feed } from '../data/feed.ts';
import { exactTerm } from '../data/filter-text.ts';
import { fetchRecords } from '../data/query.ts';
import { readRecord } from '../data/row.ts';

const LOOKED_AT = 20_000;
const AROUND = 12;
const MOST_OF_TRACE = 1000;

/** The record from the rows at hand, else from the server: a link to a record works on its own. */
export function useRecord(feed: Feed, id: string) {
  return useQuery({
    queryKey: ['record', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<LogRecord | null> => {
      for (let index = 0; index < LOOKED_AT; index++) {
        const record = feed.row(index)?.record;
        if (record === undefined) break;
        if (record.id === id) return record;
      }
      const [text] = await fetchRecords({ query: exactTerm('id', id), limit: 1, signal });
      return text === undefined ? null : readRecord(text);
    },
  });
}

/** What the same source logged just before and after, oldest first. */
export function useSurrounding({ id, service, host, source, timestamp }: LogRecord) {
  return useQuery({
    queryKey: ['surrounding', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<LogRecord[]> => {
      const query = Object.entries({ service, host, source })
        .map(([name, value]) => exactTerm(name, value))
        .join(' ');
      const [before, after] = await Promise.all([
        fetchRecords({ query, end: timestamp, limit: AROUND, signal }),
        fetchRecords({ query: `${query} | sort by (_time)`, start: timestamp, limit: AROUND, signal }),
      ]);
      const records = [...before.toReversed(), ...after].map(readRecord);
      return [...new Map(records.map((record) => [record.id, record])).values()];
    },
  });
}

/** The records of one trace, oldest first. */
export function useTrace(trace: string) {
  return useQuery({
    queryKey: ['trace', trace],
    queryFn: async ({ signal }): Promise<LogRecord[]> => {
      const query = `${exactTerm('trace_id', trace)} | sort by (_time)`;
      return (await fetchRecords({ query, limit: MOST_OF_TRACE, signal })).map(readRecord);
    },
  });
}
