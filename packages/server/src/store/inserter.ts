import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '@logboom/core';
import type { Frame } from '../spool/frame.ts';
import { rangeName } from '../spool/progress.ts';
import type { Spool } from '../spool/spool.ts';
import { LOGS, SPANS } from './names.ts';
import { isRefusedForGood, RefusedBlocks } from './refused.ts';
import type { Store } from './store.ts';

/** A part that is large enough is sent at once ... */
const INSERT_BYTES = 12 * 1024 * 1024;
/** ... and a smaller one after this time: a record is found within a second of its acknowledgement. */
const LINGER_MS = 250;
const IN_FLIGHT = 2;
const BACKOFF_MAX_MS = 3_000;
/** What the store refuses so often, for what stands in it, is looked for and kept aside. */
const REFUSALS_MAX = 3;

interface InserterEvents {
  inserted: [rows: number, bytes: number, milliseconds: number];
  failed: [reason: string];
  /** The store refuses a block for good; it is kept in a file. */
  refused: [rows: number, file: string, reason: string];
  /** A block that was refused before is in the store now. */
  resent: [rows: number, file: string];
}

export interface InserterOptions {
  spool: Spool;
  store: Store;
  /** The name of this node, part of every token. */
  node: string;
  /** The directory of blocks that the store refuses for good. */
  refused: string;
}

/** Moves what the spool holds into the store: few, large inserts, each exactly once. */
export class Inserter extends EventEmitter<InserterEvents> {
  readonly #spool: Spool;
  readonly #store: Store;
  readonly #node: string;
  readonly #refused: RefusedBlocks;
  #running = 0;
  #stopped = new AbortController();
  #loop: Promise<void> | undefined;
  readonly #sending = new Set<Promise<void>>();
  /** The reason of the last failure, until an insert succeeds again. */
  lastFailure: string | undefined;

  constructor({ spool, store, node, refused }: InserterOptions) {
    super();
    this.#spool = spool;
    this.#store = store;
    this.#node = node;
    this.#refused = new RefusedBlocks(refused);
  }

  start(): void {
    this.#loop = Promise.all([this.#run(), this.#resend()]).then(() => undefined);
  }

  /** Sends what waits, for as long as the store takes it, and stops; what is left stays in the spool. */
  async stop(drainMs: number): Promise<void> {
    const deadline = Date.now() + drainMs;
    while (this.#spool.pendingBytes > 0 && this.lastFailure === undefined && Date.now() < deadline) {
      await sleep(20);
    }
    this.#stopped.abort();
    await this.#loop;
    await Promise.all(this.#sending);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const oldest = this.#spool.oldestPending;
      const due =
        oldest > 0 && (Date.now() - oldest >= LINGER_MS || this.#spool.pendingBytes >= INSERT_BYTES);
      if (!due || this.#running >= IN_FLIGHT) {
        await sleep(10, undefined, { signal }).catch(() => undefined);
        continue;
      }
      const part = await this.#spool.take(INSERT_BYTES).catch((error: unknown) => this.#failed(error, 1_000));
      if (part === undefined) continue;
      const sending = this.#send(part).finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
  }

  async #send({ range, frames }: NonNullable<Awaited<ReturnType<Spool['take']>>>): Promise<void> {
    this.#running++;
    const started = performance.now();
    const token = `${this.#node}-${rangeName(range)}`;
    const logs = frames.filter(({ meta }) => meta.table === undefined);
    const spans = frames.filter(({ meta }) => meta.table === 'spans');
    let refusals = 0;
    for (let backoff = 50; !this.#stopped.signal.aborted; backoff = Math.min(backoff * 2, BACKOFF_MAX_MS)) {
      try {
        // Each table knows the token by itself: whichever has the range already ignores it.
        const isPatient = refusals < REFUSALS_MAX;
        await this.#insert(logs, { token, table: LOGS, isPatient });
        await this.#insert(spans, { token, table: SPANS, isPatient });
        await this.#spool.inserted(range);
        this.lastFailure = undefined;
        const rows = frames.reduce((sum, frame) => sum + frame.rows, 0);
        this.emit('inserted', rows, range.end - range.start, performance.now() - started);
        break;
      } catch (error) {
        if (isRefusedForGood(error)) refusals++;
        await this.#failed(error, backoff);
      }
    }
    this.#running--;
  }

  /**
   * Inserts blocks as one. When the store refuses them for good and patience is over, halves are tried, and halves of
   * those: what is refused alone is kept in a file, the others are inserted. The tokens are the same in every run.
   */
  async #insert(frames: Frame[], target: Target): Promise<void> {
    if (frames.length === 0) return;
    const { token, table, isPatient } = target;
    const blocks = frames.map(({ payload }) => payload);
    try {
      await this.#store.insert(blocks, token, { signal: this.#stopped.signal, table });
    } catch (error) {
      if (isPatient || !isRefusedForGood(error)) throw error;
      if (frames.length === 1) return this.#keep(frames[0]!, target, reasonOf(error));
      const middle = frames.length >> 1;
      await this.#insert(frames.slice(0, middle), { ...target, token: `${token}-0` });
      await this.#insert(frames.slice(middle), { ...target, token: `${token}-1` });
    }
  }

  async #keep({ rows, payload }: Frame, { token, table }: Target, reason: string): Promise<void> {
    // Both tables have a block of the same token.
    const name = `${table}-${token}`;
    const file = await this.#refused.keep({ token: name, table, rows, reason, block: payload });
    if (file !== undefined) this.emit('refused', rows, file, reason);
  }

  /** What was refused is sent once more at each start: by then the program or the engine may be another one. */
  async #resend(): Promise<void> {
    for (const name of await this.#refused.tokens()) {
      if (this.#stopped.signal.aborted) return;
      try {
        const { token, table, rows, block } = await this.#refused.read(name);
        await this.#store.insert([block], token, { signal: this.#stopped.signal, table });
        await this.#refused.remove(name);
        this.emit('resent', rows, name);
      } catch {
        // It stays where it is, until the next start.
      }
    }
  }

  async #failed(error: unknown, wait: number): Promise<undefined> {
    this.lastFailure = reasonOf(error);
    this.emit('failed', this.lastFailure);
    await sleep(wait, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }
}

/** Where frames belong, and under which token. */
interface Target {
  token: string;
  table: string;
  /** Whether a refusal is only an error yet. */
  isPatient: boolean;
}
