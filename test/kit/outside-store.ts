import { join } from 'node:path';
import { Engine, Store } from '@logboom/server';
import { TemporaryDirectory } from './directory.ts';

/** A ClickHouse outside of any server, which tests can ask whatever they like: another engine of ours. */
export class OutsideStore {
  readonly engine: Engine;
  readonly store: Store;
  readonly #directory: TemporaryDirectory | undefined;

  private constructor(engine: Engine, directory?: TemporaryDirectory) {
    this.engine = engine;
    this.store = new Store(() => engine.connection);
    this.#directory = directory;
  }

  static async start(): Promise<OutsideStore> {
    const directory = await TemporaryDirectory.create();
    const engine = new Engine({ path: directory.path });
    await engine.start();
    return new OutsideStore(engine, directory);
  }

  /** Opens what the engine of a stopped server keeps. */
  static async open(data: string): Promise<OutsideStore> {
    const engine = new Engine({ path: join(data, 'engine') });
    await engine.start();
    return new OutsideStore(engine);
  }

  /** The settings with which a server uses it. */
  get flags(): Record<string, string> {
    const { url, username, password } = this.engine.connection;
    return { 'store.url': url, 'store.user': username, 'store.password': password };
  }

  /** Freezes the engine's process, or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.engine.pid!, name);
  }

  /** How many records match, and how many different messages they have. */
  async count(condition = '1', parameters: Record<string, unknown> = {}): Promise<Counted> {
    const rows = await this.store.rows<{ records: string; messages: string; ids: string }>(
      `SELECT count() AS records, uniqExact(message) AS messages, uniqExact(id) AS ids
       FROM logboom.logs WHERE ${condition}`,
      parameters,
    );
    const { records = 0, messages = 0, ids = 0 } = rows[0] ?? {};
    return { records: Number(records), messages: Number(messages), ids: Number(ids) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await this.engine.stop();
    await this.#directory?.[Symbol.asyncDispose]();
  }
}

export interface Counted {
  records: number;
  messages: number;
  ids: number;
}
