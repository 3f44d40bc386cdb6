import type { Draft } from '@logboom/core';
import { compileFilterOver, type Predicate, parseQuery } from '@logboom/logsql';
import { draftField } from './draft-field.ts';

/**
 * A LogsQL filter over records that are being read.
 *
 * @throws QueryError; an Error when the query has pipes
 */
export function compileDraftFilter(text: string, now: bigint): Predicate<Draft> {
  const query = parseQuery(text);
  if (query.pipes.length > 0) {
    throw new Error(
      `--filter takes a filter without pipes: leave out everything from the first | of '${text}'`,
    );
  }
  return compileFilterOver(query.filter, draftField, { now });
}
