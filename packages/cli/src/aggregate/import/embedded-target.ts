import { loadConfig, Server } from '@logboom/server';
import type { BatchFormat } from './batch.ts';
import type { Stored, Target } from './target.ts';

/** A data directory on which no server runs: opened in this process, without listeners. */
export class EmbeddedTarget implements Target {
  readonly name: string;
  readonly identity = 'data';
  readonly format: BatchFormat;
  readonly #server: Server;

  private constructor(server: Server) {
    const { data, limits } = server.config;
    this.name = data;
    this.#server = server;
    this.format = { kind: 'block', node: server.node, recordLimit: limits.record };
  }

  /** @throws LogboomError LB_DATA_LOCKED, LB_ENGINE_FAILED, LB_SCHEMA_NEWER */
  static async open(data: string): Promise<EmbeddedTarget> {
    const config = await loadConfig({ flags: { data, 'log.level': 'error' } });
    return new EmbeddedTarget(await Server.open(config));
  }

  async send(rows: number, bytes: Uint8Array<ArrayBuffer>, key: string): Promise<Stored> {
    const known = await this.#server.append('import', { rows, bytes }, key);
    return known ?? { accepted: rows, rejected: 0 };
  }

  pendingBytes(): number {
    return this.#server.pendingBytes;
  }

  async close(): Promise<void> {
    await this.#server.stop();
  }
}
