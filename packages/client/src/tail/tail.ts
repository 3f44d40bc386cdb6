import { LogboomError, type LogRecord } from '@logboom/core';
import { type Filter, nanosOfDuration, parseQuery, printFilter, type Query } from '@logboom/logsql';
import type { Connection } from '../http/connection.ts';
import { mayPass, pause, waitBefore } from '../http/retry.ts';
import { and } from '../query/filter.ts';
import type { LogQuery } from '../query/log-query.ts';
import { between, type Moment } from '../query/time.ts';
import { Live } from './live.ts';
import { isUpTo, Overlap } from './overlap.ts';
import { observedSince, readPast, settled } from './past.ts';

export interface TailOptions {
  /** Begin with the records of the past, from this moment on, oldest first. */
  since?: Moment | string | undefined;
  /** Begin with the newest records of the past, so many of them. */
  last?: number | undefined;
  /** Told of records that the server did not send because this client was slow: a query finds them. */
  onSkipped?: ((count: number) => void) | undefined;
  /** Told when the connection broke and is made again; what came meanwhile follows. */
  onReconnect?: ((problem: unknown) => void) | undefined;
  /** Ends the tail, quietly. */
  signal?: AbortSignal | undefined;
}

/** How long what was acknowledged may take to the store: at the beginning, and when the server was away. */
const SETTLED_MS = 2_000;
const SETTLED_AGAIN_MS = 10_000;

/** Records as they become durable; over broken connections without a gap or a double. */
export async function* tailRecords(
  connection: Connection,
  query: string | LogQuery<LogRecord>,
  options: TailOptions,
): AsyncGenerator<LogRecord> {
  const tail = new Tail(
    connection,
    filterOf(typeof query === 'string' ? parseQuery(query) : query.ast),
    options,
  );
  for (let failures = 0; ; failures++) {
    let problem: unknown;
    try {
      for await (const record of tail.connect()) {
        failures = 0;
        yield record;
      }
      problem = new LogboomError('LB_ANSWER_BROKEN', { url: connection.url, reason: 'the server ended it' });
    } catch (error) {
      problem = error;
    }
    if (options.signal?.aborted) return;
    if (!tail.canGoOn || !mayPass(problem)) throw problem;
    options.onReconnect?.(problem);
    await pause(waitBefore(failures, problem), options.signal).catch(() => undefined);
  }
}

class Tail {
  /** Whether a new connection can go on where the last one ended: not in the middle of the past. */
  canGoOn = false;
  readonly #connection: Connection;
  readonly #filter: Filter;
  readonly #options: TailOptions;
  /** Whether the past has been given. */
  #hasBegun = false;
  #overlap: Overlap | undefined;
  #lastEventId = '';
  /** Where the server was when the tail began. */
  #beginning: string | undefined;

  constructor(connection: Connection, filter: Filter, options: TailOptions) {
    this.#connection = connection;
    this.#filter = filter;
    this.#options = options;
  }

  /** Records until the connection ends. It is open before the store is asked: what comes meanwhile waits in it. */
  async *connect(): AsyncGenerator<LogRecord> {
    const { signal, onSkipped } = this.#options;
    const query = printFilter(this.#filter);
    const live = await Live.open(this.#connection, {
      query,
      lastEventId: this.#lastEventId,
      onSkipped,
      signal,
    });
    this.#overlap ??= new Overlap(live.opened);
    this.#beginning ??= live.place;
    try {
      this.canGoOn = true;
      for await (const record of this.#past()) {
        this.canGoOn = this.#hasBegun;
        if (this.#overlap.claim(record)) yield record;
      }
      this.canGoOn = true;
      this.#hasBegun = true;
      for await (const record of this.#connection.guarded(live.records(), signal)) {
        this.#lastEventId = live.lastEventId;
        if (this.#overlap.claim(record)) yield record;
        this.#overlap.advance(record);
      }
    } finally {
      live.close();
    }
  }

  /** What the connection does not bring: the past that was asked for, or what came while there was none. */
  async *#past(): AsyncGenerator<LogRecord> {
    const { since, last, signal } = this.#options;
    // A server that names places goes on at the last one by itself.
    if (this.#hasBegun && this.#lastEventId !== '') return;
    if (!this.#hasBegun && since === undefined && last === undefined) return;
    await settled(this.#connection, this.#hasBegun ? SETTLED_AGAIN_MS : SETTLED_MS, signal);
    const filter = this.#hasBegun
      ? observedSince(this.#filter, BigInt(this.#overlap!.since) * 1_000_000n)
      : sinceFilter(this.#filter, since);
    const isFilling = this.#hasBegun;
    for await (const record of readPast(this.#connection, filter, isFilling ? undefined : last, signal)) {
      // What was there before the tail began was given then, or not asked for.
      if (!isFilling || !isUpTo(record.id, this.#beginning ?? '')) yield record;
    }
  }
}

/** @throws TypeError for a query with pipes: a tail gives whole records, one by one */
function filterOf({ filter, pipes }: Query): Filter {
  if (pipes.length === 0) return filter;
  throw new TypeError(
    `tail() takes a filter: leave out | ${pipes[0]!.kind} and what follows, or use query().`,
  );
}

/** Without an end: sources whose clock is ahead belong to it too. */
function sinceFilter(filter: Filter, since: TailOptions['since']): Filter {
  if (since === undefined) return filter;
  if (typeof since === 'string' && nanosOfDuration(since) !== undefined) {
    const range = { form: 'compare', operator: '<=', time: since } as const;
    return and({ kind: 'time', range, offset: '' }, filter);
  }
  return and(between(since, undefined) ?? { kind: 'all' }, filter);
}
