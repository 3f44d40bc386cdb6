import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type ClickHouseClient, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { LogboomError, reasonOf } from '@logboom/core';
import { MINUTES } from '../analysis/schema.ts';
import type { Connection } from '../engine/engine.ts';
import { DATABASE, LOGS, SPANS } from './names.ts';
import { refusalOf } from './refusal.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './schema.ts';

/** The tables that the retention is for, each with the column of its time. */
const KEPT_BY_TIME = [
  [LOGS, 'timestamp'],
  [SPANS, 'timestamp'],
  [MINUTES, 'minute'],
] as const;

const VERSIONS = `${DATABASE}.schema_versions`;

export interface RowsOptions {
  /** Gives the answer up. The engine ends the query only with settings that say so. */
  signal?: AbortSignal;
  settings?: ClickHouseSettings;
}

/** The one store: ClickHouse over HTTP, embedded or anywhere. */
export class Store {
  readonly #connection: () => Connection;
  #client: ClickHouseClient | undefined;
  #clientUrl = '';

  /** @param connection asked again for each call: an embedded engine may come back on another port */
  constructor(connection: () => Connection) {
    this.#connection = connection;
  }

  get client(): ClickHouseClient {
    const { url, username, password } = this.#connection();
    if (this.#client === undefined || url !== this.#clientUrl) {
      void this.#client?.close();
      this.#clientUrl = url;
      this.#client = createClient({
        url,
        username,
        password,
        request_timeout: 120_000,
        max_open_connections: 64,
        keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
        log: { level: 127 },
      });
    }
    return this.#client;
  }

  /**
   * Brings the tables to the version of this program.
   *
   * @throws LogboomError LB_SCHEMA_NEWER when a newer program made them
   */
  async migrate(retention?: number): Promise<void> {
    await this.#command(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
    await this.#command(
      `CREATE TABLE IF NOT EXISTS ${VERSIONS} (version UInt32, applied DateTime64(3, 'UTC') DEFAULT now64(3))
       ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    );
    const rows = await this.rows<{ version: number }>(`SELECT version FROM ${VERSIONS}`);
    const applied = new Set(rows.map(({ version }) => version));
    const found = Math.max(0, ...applied);
    if (found > SCHEMA_VERSION) {
      throw new LogboomError('LB_SCHEMA_NEWER', { found, known: SCHEMA_VERSION });
    }
    for (const { version, statements } of MIGRATIONS) {
      // Not by the highest alone: steps are written side by side, and may be merged in another order.
      if (applied.has(version)) continue;
      for (const statement of statements) await this.#command(statement);
      await this.#command(`INSERT INTO ${VERSIONS} (version) VALUES (${version})`);
    }
    for (const [table, time] of KEPT_BY_TIME) await this.#setRetention(table, time, retention);
  }

  /**
   * Inserts blocks in Native format; a token that a table has seen before is ignored by the engine, so what was
   * given up may be repeated.
   */
  async insert(
    blocks: Buffer[],
    token: string,
    { signal, table = LOGS }: { signal?: AbortSignal; table?: string } = {},
  ): Promise<void> {
    const settings: ClickHouseSettings = {
      insert_deduplication_token: token,
      insert_deduplicate: 1,
      // The counts by minute must not double either when a token is sent again.
      deduplicate_blocks_in_dependent_materialized_views: 1,
      async_insert: 0,
      // A part a day: an import of years must not be refused.
      max_partitions_per_insert_block: '0',
      // The whole insert is one block, so that the token means the same each time.
      min_insert_block_size_rows: '10000000',
      min_insert_block_size_bytes: '4294967296',
      max_insert_block_size: '10000000',
      optimize_on_insert: 0,
    };
    const { stream } = await this.client.exec({
      query: `INSERT INTO ${table} FORMAT Native`,
      values: Readable.from(blocks, { objectMode: false }),
      clickhouse_settings: settings,
      ...(signal === undefined ? {} : { abort_signal: signal }),
    });
    // An answer that breaks off is no answer: the insert is repeated.
    await finished(stream.resume());
  }

  /** The rows of a query, for small answers. */
  async rows<Row>(
    query: string,
    parameters: Record<string, unknown> = {},
    { signal, settings = {} }: RowsOptions = {},
  ): Promise<Row[]> {
    try {
      const result = await this.client.query({
        query,
        query_params: parameters,
        format: 'JSONEachRow',
        clickhouse_settings: settings,
        ...(signal === undefined ? {} : { abort_signal: signal }),
      });
      return await result.json<Row>();
    } catch (cause) {
      throw this.failure(cause);
    }
  }

  /** Whether the store answers. */
  async ping(): Promise<boolean> {
    return (await this.client.ping()).success;
  }

  async close(): Promise<void> {
    await this.#client?.close();
    this.#client = undefined;
  }

  /** Tells an unreachable store from a refused query. */
  failure(cause: unknown): LogboomError {
    if (LogboomError.is(cause)) return cause;
    return (
      refusalOf(cause) ?? new LogboomError('LB_STORE_UNAVAILABLE', { reason: reasonOf(cause) }, { cause })
    );
  }

  async #command(query: string): Promise<void> {
    await this.client.command({ query });
  }

  async #setRetention(table: string, time: string, days: number | undefined): Promise<void> {
    const tables = await this.rows<{ engine_full: string }>(
      `SELECT engine_full FROM system.tables WHERE concat(database, '.', name) = '${table}'`,
    );
    const has = / TTL /.test(tables[0]?.engine_full ?? '');
    if (days === undefined) {
      if (has) await this.#command(`ALTER TABLE ${table} REMOVE TTL`);
      return;
    }
    const wanted = `toIntervalDay(${days})`;
    if (has && tables[0]?.engine_full.includes(wanted)) return;
    await this.#command(`ALTER TABLE ${table} MODIFY TTL toDateTime(${time}) + ${wanted}`);
  }
}
