import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '@logboom/core';
import type { Config } from './config/schema.ts';
import { type Connection, Engine } from './engine/engine.ts';
import type { ServerLog } from './log/log.ts';
import type { Metrics } from './metrics/metrics.ts';
import { Store } from './store/store.ts';

export interface BackendOptions {
  config: Config;
  /** Where an embedded engine keeps its data. */
  path: string;
  log: ServerLog;
  metrics: Metrics;
}

/** The store and, unless `store.url` names another, the engine under it. */
export class Backend {
  readonly store: Store;
  /** The same store over connections of its own: queries, however many, must not keep records waiting. */
  readonly writer: Store;
  /** The same store as a user who may only read the tables of Logboom: for SQL that people write. */
  readonly reader: Store | undefined;
  readonly engine: Engine | undefined;
  readonly #options: BackendOptions;
  #migrated = false;
  #stopped = new AbortController();

  constructor(options: BackendOptions) {
    this.#options = options;
    const { url, user, password } = options.config.store;
    this.engine = url === '' ? this.#createEngine() : undefined;
    const outside: Connection = { url, username: user, password };
    this.store = new Store(() => this.engine?.connection ?? outside);
    this.writer = new Store(() => this.engine?.connection ?? outside);
    this.reader = this.#createReader();
  }

  /** Why the store cannot be used at the moment. */
  get problem(): string | undefined {
    if (this.engine !== undefined && this.engine.state !== 'running')
      return `the engine is ${this.engine.state}`;
    return this.#migrated ? undefined : 'the store has not answered yet';
  }

  /**
   * Starts an embedded engine and prepares the tables. An outside ClickHouse may be away: it is waited for
   * in the background, and records wait in the spool.
   */
  async start(): Promise<void> {
    await this.engine?.start();
    if (this.engine !== undefined) await this.#migrate();
    else void this.#migrateWhenReachable();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([this.store.close(), this.writer.close(), this.reader?.close()]);
    await this.engine?.stop();
  }

  async #migrate(): Promise<void> {
    await this.store.migrate(this.#options.config.retention);
    this.#migrated = true;
    this.#options.metrics.engineUp.set(1);
  }

  async #migrateWhenReachable(): Promise<void> {
    const { signal } = this.#stopped;
    for (let wait = 200; !signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      try {
        return await this.#migrate();
      } catch (error) {
        this.#options.log.warn('the store cannot be prepared yet', {
          url: this.#options.config.store.url,
          reason: reasonOf(error),
        });
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Of an outside ClickHouse it must be configured: its own user could read more than our tables. */
  #createReader(): Store | undefined {
    const { engine } = this;
    if (engine !== undefined) return new Store(() => engine.readerConnection);
    const { url, reader } = this.#options.config.store;
    if (reader.user === '') return undefined;
    return new Store(() => ({ url, username: reader.user, password: reader.password }));
  }

  #createEngine(): Engine {
    const { path, log, metrics, config } = this.#options;
    // ClickHouse takes a path in its configuration as relative to that file.
    const engine = new Engine({
      path: resolve(path),
      readerMemory: config.query.memory,
      onLine: (line) => log.debug('engine', { line }),
    });
    engine.on('state', (state, reason) => {
      metrics.engineUp.set(state === 'running' ? 1 : 0);
      metrics.engineRestarts.set(engine.restarts);
      if (state === 'restarting') log.error('the engine ended and is started again', { reason });
      else if (state === 'running' && engine.restarts > 0)
        log.info('the engine is back', { restarts: engine.restarts });
    });
    return engine;
  }
}
