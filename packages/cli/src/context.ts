import type { LogboomClient, QueryOptions, Row } from '@logboom/client';
import { type Filter, type Pipe, parseQuery, printQuery } from '@logboom/logsql';
import type { ShownRow } from './output/format.ts';

/** How many records before and after each hit. */
export interface Around {
  before: number;
  after: number;
}

/** All ids stand in one query. */
const HITS_MAX = 1000;
/** How far apart a hit and its context may lie. */
const WINDOW = '1h';

/** Rows with those around them, of the same stream; `null` stands between groups, as grep's `--`. */
export async function* withContext(
  client: LogboomClient,
  text: string,
  options: QueryOptions,
  { before, after }: Around,
): AsyncGenerator<ShownRow | null> {
  const query = parseQuery(text);
  if (query.pipes.length > 0) {
    throw new Error('context (-A, -B, -C) is of records: leave out the pipes of the query');
  }
  const limit = Math.min(options.limit ?? HITS_MAX + 1, HITS_MAX + 1);
  const hits = await Array.fromAsync(client.query(text, { ...options, limit }));
  if (hits.length > HITS_MAX) {
    throw new Error(`more than ${HITS_MAX} records were found, too many for context: add --limit or --since`);
  }
  if (hits.length === 0) return;
  const ids = new Set(hits.map(({ id = '' }) => id));
  const around: Pipe = { kind: 'stream_context', before, after, window: WINDOW };
  const context = printQuery({ ...query, filter: onlyThese(hits), pipes: [around] });
  const groups = new Groups(before, after);
  for await (const row of client.query(context, { signal: options.signal })) {
    yield* groups.next(row, ids.has(row.id ?? ''));
  }
}

/** Finds where, in rows ordered by stream and time, one hit's surroundings end and those of another begin. */
class Groups {
  readonly #before: number;
  readonly #after: number;
  #stream: string | undefined;
  /** Rows since the last hit of this stream; undefined before the first. */
  #sinceHit: number | undefined;
  /** Rows that stand before the next hit. */
  #waiting: ShownRow[] = [];

  constructor(before: number, after: number) {
    this.#before = before;
    this.#after = after;
  }

  *next(row: Row, isHit: boolean): Generator<ShownRow | null> {
    if (row._stream_id !== this.#stream) {
      if (this.#stream !== undefined) yield null;
      this.#stream = row._stream_id;
      this.#sinceHit = undefined;
    }
    if (isHit) {
      const isApart = this.#sinceHit !== undefined && this.#sinceHit >= this.#after;
      if (isApart && this.#waiting.length >= this.#before) yield null;
      yield* this.#waiting.splice(0);
      this.#sinceHit = 0;
      yield { row, isHit };
    } else if (this.#sinceHit !== undefined && this.#sinceHit < this.#after) {
      this.#sinceHit++;
      yield { row, isHit };
    } else this.#waiting.push({ row, isHit });
  }
}

/** Just the records that were found: relative times would mean others by now. */
function onlyThese(hits: readonly Row[]): Filter {
  const times = hits.map(({ _time = '' }) => _time).sort();
  const time: Filter = {
    kind: 'time',
    range: { form: 'between', from: times[0]!, to: times.at(-1)!, open: { from: false, to: false } },
    offset: '',
  };
  const ids: Filter = { kind: 'in', field: 'id', values: hits.map(({ id = '' }) => id) };
  return { kind: 'and', filters: [time, ids] };
}
