import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '@logboom/core';
import type { Frame, FrameMeta } from '../spool/frame.ts';
import { rangeName } from '../spool/progress.ts';
import type { Spool } from '../spool/spool.ts';
import { SPANS } from './names.ts';
import type { Store } from './store.ts';

/** A part that is large enough is sent at once ... */
const INSERT_BYTES = 12 * 1024 * 1024;
/** ... and a smaller one after this time: a record is found within a second of its acknowledgement. */
const LINGER_MS = 250;
const IN_FLIGHT = 2;
const BACKOFF_MAX_MS = 3_000;

interface InserterEvents {
  inserted: [rows: number, bytes: number, milliseconds: number];
  failed: [reason: string];
}

/** Moves what the spool holds into the store: few, large inserts, each exactly once. */
export class Inserter extends EventEmitter<InserterEvents> {
  readonly #spool: Spool;
  readonly #store: Store;
  readonly #node: string;
  #running = 0;
  #stopped = new AbortController();
  #loop: Promise<void> | undefined;
  readonly #sending = new Set<Promise<void>>();
  /** The reason of the last failure, until an insert succeeds again. */
  lastFailure: string | undefined;

  constructor(spool: Spool, store: Store, node: string) {
    super();
    this.#spool = spool;
    this.#store = store;
    this.#node = node;
  }

  start(): void {
    this.#loop = this.#run();
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
    const blocks = blocksOf(frames, undefined);
    const spans = blocksOf(frames, 'spans');
    const { signal } = this.#stopped;
    for (let backoff = 50; !this.#stopped.signal.aborted; backoff = Math.min(backoff * 2, BACKOFF_MAX_MS)) {
      try {
        // Each table knows the token by itself: whichever has the range already ignores it.
        if (blocks.length > 0) await this.#store.insert(blocks, token, { signal });
        if (spans.length > 0) await this.#store.insert(spans, token, { signal, table: SPANS });
        await this.#spool.inserted(range);
        this.lastFailure = undefined;
        const rows = frames.reduce((sum, frame) => sum + frame.rows, 0);
        this.emit('inserted', rows, range.end - range.start, performance.now() - started);
        break;
      } catch (error) {
        await this.#failed(error, backoff);
      }
    }
    this.#running--;
  }

  async #failed(error: unknown, wait: number): Promise<undefined> {
    this.lastFailure = reasonOf(error);
    this.emit('failed', this.lastFailure);
    await sleep(wait, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }
}

function blocksOf(frames: Frame[], table: FrameMeta['table']): Buffer[] {
  return frames.flatMap(({ meta, payload }) => (meta.table === table ? [payload] : []));
}
