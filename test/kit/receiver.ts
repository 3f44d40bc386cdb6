import { expect } from 'vitest';
import { TemporaryDirectory } from './directory.ts';
import { OutsideStore } from './outside-store.ts';
import { until } from './poll.ts';
import { parseHostPort } from './ports.ts';
import { ServerProcess } from './server-process.ts';

/** A record as the store has it. */
export interface StoredRecord {
  /** RFC 3339, with nine digits. */
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
  id: string;
}

/** Exactly these messages, each once, in any order. Says in a few words what is amiss. */
export function expectEachOnce(records: StoredRecord[], messages: string[]): void {
  const found = new Set(records.map(({ message }) => message));
  const wanted = new Set(messages);
  expect({
    missing: messages.filter((message) => !found.has(message)).slice(0, 3),
    unexpected: [...found].filter((message) => !wanted.has(message)).slice(0, 3),
    records: records.length,
  }).toEqual({ missing: [], unexpected: [], records: messages.length });
}

/** A server with a store of its own, for tests that send with real clients and look at what is kept. */
export class Receiver {
  readonly server: ServerProcess;
  /** A directory for whatever the test needs. */
  readonly path: string;
  readonly #store: OutsideStore;
  readonly #directory: TemporaryDirectory;

  private constructor(server: ServerProcess, store: OutsideStore, directory: TemporaryDirectory) {
    this.server = server;
    this.path = directory.path;
    this.#store = store;
    this.#directory = directory;
  }

  static async start(flags: Record<string, string> = {}): Promise<Receiver> {
    const directory = await TemporaryDirectory.create();
    const store = await OutsideStore.start();
    const server = await ServerProcess.start({
      data: `${directory.path}/data`,
      flags: { ...store.flags, ...flags },
    });
    return new Receiver(server, store, directory);
  }

  /** The settings with which another server uses the same store. */
  get storeFlags(): Record<string, string> {
    return this.#store.flags;
  }

  /** Host and port of a listener. */
  address(key: string): { host: string; port: number } {
    return parseHostPort(this.server.addresses[key]!);
  }

  /** The records that match, once there are so many; in the order they arrived. */
  async records(
    count: number,
    condition: string,
    parameters: Record<string, unknown> = {},
  ): Promise<StoredRecord[]> {
    const query = `SELECT concat(replaceOne(toString(logs.timestamp), ' ', 'T'), 'Z') AS timestamp, severity, level,
      message, service, logger, host, trace_id, span_id, attributes, source, id
      FROM logboom.logs WHERE ${condition} ORDER BY seq`;
    const rows = (): Promise<StoredRecord[]> => this.#store.store.rows<StoredRecord>(query, parameters);
    const enough = async (): Promise<boolean> => (await rows()).length >= count;
    await until(`${count} records where ${condition}`, enough, { deadline: 20_000, every: 100 }).catch(
      async (error: unknown) => {
        const found = await rows();
        throw new Error(`${String(error)}; there are ${found.length}. ${this.server.log.slice(-2000)}`);
      },
    );
    return rows();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    await this.#store[Symbol.asyncDispose]();
    await this.#directory[Symbol.asyncDispose]();
  }
}
