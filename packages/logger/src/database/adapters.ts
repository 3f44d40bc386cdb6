import { LogboomError } from '@logboom/core';
import type { DatabaseRow } from './row.ts';

/** How rows get into a kind of database. Both may be called again after they failed. */
export interface DatabaseAdapter {
  /** Creates the table if it is not there. Also asked whether the database is well. */
  prepare(table: string): Promise<void>;
  /** Inserts rows; those whose id is there already are left alone. All or nothing. */
  insert(table: string, rows: readonly DatabaseRow[]): Promise<void>;
}

const COLUMNS = ['id', 'time', 'level', 'logger', 'message', 'attributes'] as const;

/** What is used of a `pg` Pool or Client. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/** PostgreSQL through `pg`: `postgresAdapter(new Pool())`. */
export function postgresAdapter(client: PostgresClient): DatabaseAdapter {
  return {
    async prepare(table) {
      await client.query(`CREATE TABLE IF NOT EXISTS ${quoted(table, '"')} (id text PRIMARY KEY, time timestamptz NOT NULL,
        level text NOT NULL, logger text NOT NULL, message text NOT NULL, attributes jsonb NOT NULL)`);
    },
    async insert(table, rows) {
      await client.query(
        `INSERT INTO ${quoted(table, '"')} (${COLUMNS.join(', ')})
         SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
         ON CONFLICT (id) DO NOTHING`,
        COLUMNS.map((column) => rows.map((row) => row[column])),
      );
    },
  };
}

/** What is used of a `mysql2/promise` Pool or Connection. */
export interface MysqlClient {
  query(sql: string, values?: unknown): Promise<unknown>;
}

/** MySQL and MariaDB through `mysql2/promise`: `mysqlAdapter(createPool({...}))`. */
export function mysqlAdapter(client: MysqlClient): DatabaseAdapter {
  return {
    async prepare(table) {
      await client.query(`CREATE TABLE IF NOT EXISTS ${quoted(table, '`')} (id varchar(200) CHARACTER SET ascii PRIMARY KEY,
        time datetime(6) NOT NULL, level varchar(64) NOT NULL, logger varchar(512) NOT NULL, message mediumtext NOT NULL,
        attributes json NOT NULL, INDEX (time)) CHARACTER SET utf8mb4`);
    },
    async insert(table, rows) {
      const values = rows.map(({ id, time, level, logger, message, attributes }) => [
        id,
        // DATETIME has no zone; this is UTC.
        time.replace('T', ' ').replace('Z', ''),
        level,
        logger,
        message,
        attributes,
      ]);
      const columns = COLUMNS.map((column) => `\`${column}\``).join(', ');
      await client.query(
        `INSERT INTO ${quoted(table, '`')} (${columns}) VALUES ? ON DUPLICATE KEY UPDATE id = VALUES(id)`,
        [values],
      );
    },
  };
}

/** What is used of `node:sqlite`'s DatabaseSync, and of better-sqlite3. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): { run(...values: string[]): unknown };
}

/** SQLite through `node:sqlite`: `sqliteAdapter(new DatabaseSync('logs.db'))`. It blocks while it writes. */
export function sqliteAdapter(database: SqliteDatabase): DatabaseAdapter {
  return {
    async prepare(table) {
      database.exec(`CREATE TABLE IF NOT EXISTS ${quoted(table, '"')} (id TEXT PRIMARY KEY, time TEXT NOT NULL,
        level TEXT NOT NULL, logger TEXT NOT NULL, message TEXT NOT NULL, attributes TEXT NOT NULL) WITHOUT ROWID`);
    },
    async insert(table, rows) {
      const insert = database.prepare(
        `INSERT OR IGNORE INTO ${quoted(table, '"')} (${COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?)`,
      );
      database.exec('BEGIN');
      try {
        for (const row of rows) insert.run(...COLUMNS.map((column) => row[column]));
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
  };
}

/** A table's name, perhaps with its schema's before it. @throws LogboomError LB_CONFIG_INVALID */
function quoted(table: string, quote: string): string {
  if (!/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?$/.test(table)) {
    const reason = `${JSON.stringify(table)} is no name: use letters, digits and _, with a schema as in app.logs`;
    throw new LogboomError('LB_CONFIG_INVALID', { path: 'table', reason });
  }
  return table
    .split('.')
    .map((part) => quote + part + quote)
    .join('.');
}
