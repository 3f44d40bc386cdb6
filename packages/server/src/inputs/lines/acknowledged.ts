import { LogboomError, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import type { InputContext } from '../input.ts';
import type { StreamConnection } from '../net/tcp-listener.ts';
import { readBatchLine } from './acknowledged-messages.ts';
import { LineReader } from './line-record.ts';

const PROBLEMS_MAX = 20;
const UNSAVED_BATCHES = 64;

interface Report {
  rejected?: number;
  errors?: { line: number; reason: string }[];
}

/**
 * The acknowledged mode of the lines port. The client numbers its batches; a number that is durable
 * already is acknowledged again and not stored again, so a client may repeat whatever it has no answer to.
 */
export class AcknowledgedSession {
  readonly #context: InputContext;
  readonly #connection: StreamConnection;
  readonly #client: string;
  readonly #reader: LineReader;
  /** Lines that came before the welcome was sent. */
  #early: (string | LogboomError)[] | undefined = [];
  #batch: Batch;
  #number = 0;
  #missing = 0;
  #line = 0;
  #repeated = false;
  #report: Report = {};
  /** The last number that was handed to the sink. */
  #handed = 0;
  #closed = false;
  #unsaved = 0;
  #room: (() => void) | undefined;
  /** Batches enter the spool in the order of their numbers, so the last durable number vouches for all before it. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Settled when every batch so far has been answered. */
  #answered: Promise<unknown> = Promise.resolve();

  constructor(context: InputContext, connection: StreamConnection, client: string) {
    this.#context = context;
    this.#connection = connection;
    this.#client = client;
    this.#reader = new LineReader(connection.peer);
    this.#batch = context.sink.batch('lines');
  }

  /** Welcomes the client, once an older connection of it has come to rest. */
  async open(older: Promise<void> | undefined): Promise<void> {
    await older;
    if (this.#closed) return;
    this.#handed = this.#context.sink.numberOf(this.#client);
    this.#answer({ logboom: 'welcome', version: 1, last: this.#handed });
    const early = this.#early ?? [];
    this.#early = undefined;
    try {
      for (const text of early) this.line(text);
    } catch (error) {
      this.#connection.close(error);
    }
  }

  /** Takes nothing more; fulfilled once what it took is durable or refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#room?.();
    await this.#answered.catch(() => undefined);
  }

  /**
   * @param text the line, or why it could not be taken
   * @throws LogboomError LB_FRAME_INVALID when the line is not what must come
   */
  line(text: string | LogboomError): void {
    if (this.#closed) return;
    if (this.#early !== undefined) {
      this.#early.push(text);
      return;
    }
    if (this.#missing === 0) {
      if (typeof text !== 'string') throw text;
      return this.#begin(text);
    }
    this.#line++;
    if (!this.#repeated) this.#add(text);
    if (--this.#missing === 0) this.#end();
  }

  #begin(text: string): void {
    if (text.trim() === '') return;
    const { number, records } = readBatchLine(text);
    this.#number = number;
    this.#missing = records;
    this.#line = 0;
    this.#report = {};
    this.#repeated = number <= this.#handed;
  }

  #add(text: string | LogboomError): void {
    try {
      if (typeof text !== 'string') throw text;
      this.#reader.add(text, this.#batch);
    } catch (error) {
      const report = this.#report;
      report.rejected = (report.rejected ?? 0) + 1;
      report.errors ??= [];
      if (report.errors.length < PROBLEMS_MAX)
        report.errors.push({ line: this.#line, reason: reasonOf(error) });
      this.#context.metrics.rejected.inc({ input: 'lines', reason: codeOf(error) });
    }
  }

  #end(): void {
    const number = this.#number;
    const report = this.#report;
    const batch = this.#batch;
    const saved = this.#repeated || batch.rows === 0 ? this.#turn : this.#save(batch, number);
    this.#handed = Math.max(this.#handed, number);
    this.#answered = Promise.all([this.#answered, saved]).then(
      () => this.#answer({ logboom: 'ack', number, ...report }),
      (error: unknown) => {
        this.#closed = true;
        this.#answer({ logboom: 'error', number, code: codeOf(error), message: reasonOf(error) });
        this.#connection.close(error);
      },
    );
  }

  async #save(batch: Batch, number: number): Promise<void> {
    this.#batch = this.#context.sink.batch('lines');
    this.#unsaved++;
    if (this.#unsaved >= UNSAVED_BATCHES && this.#room === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#room = resolve;
      this.#connection.hold(promise);
    }
    const turn = this.#turn.then(() => this.#enter(batch, number));
    this.#turn = turn;
    try {
      await (await turn).durable;
    } finally {
      this.#unsaved--;
      if (this.#unsaved < UNSAVED_BATCHES / 2) {
        this.#room?.();
        this.#room = undefined;
      }
    }
  }

  /** Enters the spool; the outer promise lets the next batch follow, the inner one tells of the disk. */
  async #enter(batch: Batch, number: number): Promise<{ durable: Promise<unknown> }> {
    const { sink } = this.#context;
    if (sink.refusal() !== undefined) await sink.whenReady();
    const durable = batch.commit({ client: this.#client, number });
    // Whoever waits for `durable` handles it; a turn that is skipped over must not be an unhandled rejection.
    durable.catch(() => undefined);
    return { durable };
  }

  #answer(message: object): void {
    this.#connection.write(`${JSON.stringify(message)}\n`);
  }
}

function codeOf(error: unknown): string {
  return LogboomError.is(error) ? error.code : 'LB_INTERNAL';
}
