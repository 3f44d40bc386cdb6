import type { Pipe, Query } from '@logboom/logsql';

/** Pipes that look at one row at a time: order and number of rows mean the same before and after them. */
const ROW_WISE: ReadonlySet<Pipe['kind']> = new Set<Pipe['kind']>([
  'filter',
  'fields',
  'delete',
  'copy',
  'rename',
  'extract',
  'extract_regexp',
  'format',
  'math',
  'replace',
  'replace_regexp',
  'drop_empty_fields',
  'decolorize',
  'collapse_nums',
  'len',
  'hash',
  'json_array_len',
  'pack_json',
  'pack_logfmt',
  'unpack_json',
  'unpack_logfmt',
  'unpack_syslog',
  'unpack_words',
]);

/**
 * A query of rows gives the newest ones first, at most `limit` of them, unless it says otherwise itself;
 * a query that counts, sorts or limits is only cut.
 */
export function newestFirst(query: Query, limit: number | undefined): Query {
  const limited: Pipe[] = limit === undefined ? [] : [{ kind: 'limit', count: limit }];
  if (limit === undefined || !query.pipes.every(({ kind }) => ROW_WISE.has(kind))) {
    return { ...query, pipes: [...query.pipes, ...limited] };
  }
  const end = query.pipes.findIndex(({ kind }) => kind !== 'filter');
  const filters = end === -1 ? query.pipes.length : end;
  const sort: Pipe = {
    kind: 'sort',
    by: [{ field: '_time', descending: true }],
    descending: false,
    offset: 0,
    limit: null,
    partition: [],
    rank: '',
  };
  const rest = query.pipes.slice(filters);
  // What only changes rows is spared for those that the limit cuts off.
  const dropsRows = rest.some(({ kind }) => kind === 'filter' || kind === 'drop_empty_fields');
  const after = dropsRows ? [...rest, ...limited] : [...limited, ...rest];
  return { ...query, pipes: [...query.pipes.slice(0, filters), sort, ...after] };
}
