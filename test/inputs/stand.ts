import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { configOptions, Engine, loadConfig, Server, Store } from '@logboom/server';

/** A record as the store has it. */
export interface StoredRecord {
  timestamp: string;
  severity: number;
  level: string;
  message: string;
  service: string;
  logger: string;
  host: string;
  trace_id: string;
  span_id: string;
  attributes: Record<string, string>;
  source: string;
}

const FOUND_MS = 45_000;

/** A server on free ports, over a ClickHouse that the test can ask. */
export class Stand implements AsyncDisposable {
  readonly server: Server;
  readonly store: Store;
  readonly #engine: Engine;
  readonly #path: string;

  private constructor(server: Server, store: Store, engine: Engine, path: string) {
    this.server = server;
    this.store = store;
    this.#engine = engine;
    this.#path = path;
  }

  static async start(flags: Record<string, string> = {}): Promise<Stand> {
    const path = await mkdtemp(join(tmpdir(), 'logboom-test-'));
    const engine = new Engine({ path: join(path, 'outside') });
    await engine.start();
    const { url, username, password } = engine.connection;
    const ports = configOptions().filter(({ default: value }) => /:\d+$/.test(value));
    const config = await loadConfig({
      flags: {
        ...Object.fromEntries(ports.map(({ key }) => [key, '127.0.0.1:0'])),
        'store.url': url,
        'store.user': username,
        'store.password': password,
        'log.level': 'fatal',
        data: join(path, 'data'),
        ...flags,
      },
      environment: {},
    });
    return new Stand(await Server.start(config), new Store(() => engine.connection), engine, path);
  }

  get url(): string {
    return `http://${this.server.addresses.http}`;
  }

  /** The address of a listener, by its key. */
  address(key: string): string {
    return this.server.addresses[key] ?? '';
  }

  /** The port of the HTTP server. */
  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Waits until so many records match, and gives them in the order of their messages; more are an error. */
  async found(count: number, condition: string): Promise<StoredRecord[]> {
    const rows = await this.foundIn('logs', count, condition);
    return rows as StoredRecord[];
  }

  /** The same for any table. */
  async foundIn(table: 'logs' | 'spans', count: number, condition: string): Promise<object[]> {
    const order = table === 'logs' ? 'message, seq' : 'timestamp, name';
    const query = `SELECT *, toString(timestamp) AS timestamp FROM logboom.${table} WHERE ${condition} ORDER BY ${order}`;
    const deadline = Date.now() + FOUND_MS;
    for (;;) {
      const rows = await this.store.rows<object>(query).catch(() => []);
      if (rows.length > count) throw new Error(`${rows.length} rows instead of ${count} where ${condition}`);
      if (rows.length === count) return rows;
      if (Date.now() > deadline) throw new Error(`only ${rows.length} of ${count} rows where ${condition}`);
      await sleep(50);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    await this.store.close();
    await this.#engine.stop();
    await rm(this.#path, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** How many records each client sends. */
export const RECORDS = 1000;

/** The numbers from 0, as texts that sort like them. */
export const numbers = (count = RECORDS): string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(5, '0'));
