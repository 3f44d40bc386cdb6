import type { LogRecord } from '@logboom/core';
import { type Filter, type Pipe, printQuery, type Query, recordOfRow, type SortKey } from '@logboom/logsql';
import { type Decode, decodeFields, type Readers, readerOf } from './decode.ts';
import type { FieldName, FieldValue } from './fields.ts';
import { and } from './filter.ts';
import { type Group, type GroupRow, keyOf } from './group.ts';
import type { Stat } from './stats.ts';
import { between, type Moment } from './time.ts';

/** Makes what an editor shows of a row short: `{ service: string; count: number }`. */
type Shown<Row> = { [Name in keyof Row]: Row[Name] } & {};

/** The fields that some results give a row. */
type StatsRow<Stats extends readonly Stat<string, unknown>[]> = {
  [One in Stats[number] as One['name']]: One extends Stat<string, infer Value> ? Value : never;
};

/** The names that a row of a query has: of a record any may stand there, as attributes. */
type NameOf<Result> = Result extends LogRecord ? FieldName : keyof Result & string;

interface State {
  filters: readonly Filter[];
  since?: Moment | undefined;
  until?: Moment | undefined;
  pipes: readonly Pipe[];
}

/**
 * A query that is built, not written: values reach it as values, never as text, and its rows have a type.
 * Each method gives a new query and leaves this one as it was.
 */
export class LogQuery<Result> {
  readonly #state: State;
  /** Reads a row of the server's answer. */
  readonly decode: Decode<Result>;

  /** Use {@link logs}. */
  constructor(state: State, decode: Decode<Result>) {
    this.#state = state;
    this.decode = decode;
  }

  /** Only what passes all of these: records, or, after `stats` and its like, rows. */
  where(...filters: Filter[]): LogQuery<Result> {
    if (this.#state.pipes.length > 0) return this.#pipe({ kind: 'filter', filter: and(...filters) });
    return new LogQuery({ ...this.#state, filters: [...this.#state.filters, ...filters] }, this.decode);
  }

  /** Records from this moment on: `since('5m')`, `since(new Date(...))`. */
  since(moment: Moment): LogQuery<Result> {
    return new LogQuery({ ...this.#state, since: moment }, this.decode);
  }

  /** Records up to this moment. */
  until(moment: Moment): LogQuery<Result> {
    return new LogQuery({ ...this.#state, until: moment }, this.decode);
  }

  /** Only these fields. */
  fields<const Names extends NameOf<Result>[]>(
    ...names: Names
  ): LogQuery<
    Shown<{ [Name in Names[number]]: Name extends keyof Result ? Result[Name] : FieldValue<Name> }>
  > {
    const fields = names.map((name) => ({ name, prefix: false }));
    return this.#rows({ kind: 'fields', fields }, readersOf(names));
  }

  /** In the order of these fields; `desc('count')` puts the greatest first. */
  sort(...keys: (NameOf<Result> | Descending<NameOf<Result>>)[]): LogQuery<Result> {
    const by = keys.map(
      (key): SortKey =>
        typeof key === 'string' ? { field: key, descending: false } : { field: key.desc, descending: true },
    );
    return this.#pipe({
      kind: 'sort',
      by,
      descending: false,
      offset: 0,
      limit: null,
      partition: [],
      rank: '',
    });
  }

  /** At most so many rows. */
  limit(count: number): LogQuery<Result> {
    return this.#pipe({ kind: 'limit', count: whole(count) });
  }

  /** Without the first so many rows. */
  offset(count: number): LogQuery<Result> {
    return this.#pipe({ kind: 'offset', count: whole(count) });
  }

  /** Each combination of values once. */
  uniq<const Names extends [NameOf<Result>, ...NameOf<Result>[]]>(
    ...names: Names
  ): LogQuery<Shown<{ [Name in Names[number]]: FieldValue<Name> }>> {
    return this.#rows({ kind: 'uniq', by: names, hits: '', limit: null }, readersOf(names));
  }

  /** The combinations of values that most records have, with their number as `hits`. */
  top<const Names extends [NameOf<Result>, ...NameOf<Result>[]]>(
    count: number,
    ...names: Names
  ): LogQuery<Shown<{ [Name in Names[number]]: FieldValue<Name> } & { hits: number }>> {
    const pipe: Pipe = { kind: 'top', count: whole(count), by: names, hits: 'hits', rank: '' };
    return this.#rows(pipe, { ...readersOf(names), hits: Number });
  }

  /**
   * Counts, sums and the like over all records, or over groups of them: `.stats(count()).by('service')`.
   *
   * @throws TypeError when two results have the same name
   */
  stats<const Stats extends [Stat<string, unknown>, ...Stat<string, unknown>[]]>(
    ...stats: Stats
  ): StatsQuery<Stats> {
    if (new Set(stats.map(({ name }) => name)).size < stats.length) {
      throw new TypeError("Two results of stats() have the same name: name one with .as('name').");
    }
    return new StatsQuery(this.#state, stats);
  }

  /** The query as a tree: what the parser makes of its text. */
  get ast(): Query {
    const { filters, since, until, pipes } = this.#state;
    const time = between(since, until);
    return {
      options: { concurrency: 0, ignoreGlobalTimeFilter: false },
      filter: and(...(time === undefined ? [] : [time]), ...filters),
      pipes: [...pipes],
    };
  }

  /** The query as LogsQL. */
  toString(): string {
    return printQuery(this.ast);
  }

  #pipe(pipe: Pipe): LogQuery<Result> {
    return new LogQuery({ ...this.#state, pipes: [...this.#state.pipes, pipe] }, this.decode);
  }

  #rows<Other>(pipe: Pipe, readers: Readers): LogQuery<Other> {
    return new LogQuery(
      { ...this.#state, pipes: [...this.#state.pipes, pipe] },
      decodeFields<Other>(readers),
    );
  }
}

/** Results of `stats()` over all records; {@link StatsQuery.by} groups them. */
export class StatsQuery<const Stats extends readonly Stat<string, unknown>[]> extends LogQuery<
  StatsRow<Stats>
> {
  readonly #before: State;
  readonly #stats: Stats;

  constructor(before: State, stats: Stats) {
    super(withStats(before, stats, []), decodeFields(readersOfStats(stats)));
    this.#before = before;
    this.#stats = stats;
  }

  /** One row for each combination of these: `by('service', every('5m'))`. */
  by<const Groups extends [Group, ...Group[]]>(
    ...groups: Groups
  ): LogQuery<Shown<GroupRow<Groups> & StatsRow<Stats>>> {
    const keys = readersOf(groups.map((group) => keyOf(group).field));
    const readers = { ...keys, ...readersOfStats(this.#stats) };
    return new LogQuery(withStats(this.#before, this.#stats, groups), decodeFields(readers));
  }
}

/** A field to sort by, the greatest first. */
export interface Descending<Name> {
  readonly desc: Name;
}

/** The greatest first: `sort(desc('count'))`. */
export function desc<const Name extends FieldName>(name: Name): Descending<Name> {
  return { desc: name };
}

/**
 * Begins a query: of all records, until something narrows it.
 *
 * @example
 * const query = logs().where(field('level').is('error')).since('5m').stats(count()).by('service');
 * for await (const { service, count } of client.query(query)) console.log(service, count);
 */
export function logs(): LogQuery<LogRecord> {
  return new LogQuery({ filters: [], pipes: [] }, recordOfRow);
}

function withStats(before: State, stats: readonly Stat<string, unknown>[], groups: readonly Group[]): State {
  const functions = stats.map((stat) => stat.toFunction());
  return { ...before, pipes: [...before.pipes, { kind: 'stats', by: groups.map(keyOf), functions }] };
}

function readersOfStats(stats: readonly Stat<string, unknown>[]): Readers {
  return Object.fromEntries(stats.map(({ name, decode }) => [name, decode]));
}

function readersOf(names: readonly string[]): Readers {
  return Object.fromEntries(names.map((name) => [name, readerOf(name)]));
}

function whole(count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new RangeError(`${count} is no number of rows: give a whole number from 0.`);
}
