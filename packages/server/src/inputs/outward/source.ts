import { setTimeout as sleep } from 'node:timers/promises';
import { LogboomError, reasonOf } from '@logboom/core';
import type { InputContext, OutwardState } from '../input.ts';

const BACKOFF_MS = 250;
const BACKOFF_MAX_MS = 10_000;

/** One run of a source, from connecting to the end of the connection. */
export interface Reading {
  /** Aborted when the server stops. */
  signal: AbortSignal;
  /** Says that all is well: connected, and whatever else must be right. */
  ready(): void;
}

export interface OutwardSourceOptions {
  input: string;
  /** The part of the configuration key: `lists`. */
  key: string;
  /** What is read, without secrets. */
  address: string;
  /** Connects and reads; settled at the end of the connection, rejected with what went wrong. */
  read(reading: Reading): Promise<void>;
}

/** Something outside that is read from: connects, and connects again, with growing pauses, until it is stopped. */
export class OutwardSource {
  readonly #context: InputContext;
  readonly #options: OutwardSourceOptions;
  readonly #stopped = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #isReady = false;
  #problem: string | undefined;

  constructor(context: InputContext, options: OutwardSourceOptions) {
    this.#context = context;
    this.#options = options;
  }

  get state(): OutwardState {
    const { key, address } = this.#options;
    const problem = this.#problem === undefined ? {} : { problem: this.#problem };
    return { key, address, state: this.#isReady ? 'connected' : 'connecting', ...problem };
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    let pause = BACKOFF_MS;
    while (!signal.aborted) {
      let problem: unknown = new Error('the connection ended');
      try {
        await this.#options.read({ signal, ready: () => this.#ready() });
      } catch (error) {
        problem = error;
      }
      if (this.#isReady) pause = BACKOFF_MS;
      this.#ended(problem, signal);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, BACKOFF_MAX_MS);
    }
  }

  #ready(): void {
    if (this.#isReady) return;
    const { input, address } = this.#options;
    this.#isReady = true;
    this.#problem = undefined;
    this.#context.metrics.connections.inc({ input });
    this.#context.log.info('a source is read', { input, source: address });
  }

  #ended(problem: unknown, signal: AbortSignal): void {
    const { input, address } = this.#options;
    const { metrics, log } = this.#context;
    if (this.#isReady) metrics.connections.dec({ input });
    this.#isReady = false;
    if (signal.aborted) return;
    const error = new LogboomError('LB_SOURCE_FAILED', { source: address, reason: reasonOf(problem) });
    this.#problem = error.message;
    metrics.closed.inc({ input, reason: error.code });
    log.warn('a source failed', { input, reason: error.message });
  }
}
