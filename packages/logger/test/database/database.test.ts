import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type DatabaseAdapter,
  DatabaseHandler,
  LogEvent,
  mysqlAdapter,
  onInternalError,
  postgresAdapter,
  sqliteAdapter,
} from '@logboom/logger';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findUnpacked } from '../../../../test/kit/debian.ts';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { until } from '../../../../test/kit/poll.ts';

let directory: TemporaryDirectory;
const reports: string[] = [];
beforeEach(async () => {
  directory = await TemporaryDirectory.create();
  reports.length = 0;
  onInternalError((_, error) => reports.push(String(error)));
});
afterEach(async () => {
  onInternalError(undefined);
  await directory[Symbol.asyncDispose]();
});

function handlerOf(adapter: DatabaseAdapter, table = 'logs'): DatabaseHandler {
  const spool = join(directory.path, 'spool');
  return new DatabaseHandler({ adapter, table, spool, backoff: { min: 10, max: 50 } });
}

function log(handler: DatabaseHandler, count: number, message = 'paid'): void {
  for (let i = 0; i < count; i++) {
    const fields = { i, odd: 'nul \0 half \ud800', deep: { list: [1] } };
    handler.handle(LogEvent.from({ name: 'shop', level: 20, time: 1000, template: message, fields }));
  }
}

interface Row {
  id: string;
  time: string | Date;
  level: string;
  message: string;
  attributes: unknown;
}

test('SQLite: every record once, also when a batch is inserted again', async () => {
  const database = new DatabaseSync(join(directory.path, 'logs.db'));
  const sqlite = sqliteAdapter(database);
  let fail = true;
  const handler = handlerOf({
    prepare: (table) => sqlite.prepare(table),
    async insert(table, rows) {
      await sqlite.insert(table, rows);
      // As if the connection broke between the commit and its answer.
      if (fail) {
        fail = false;
        throw new Error('connection lost');
      }
    },
  });
  log(handler, 1_200);
  await handler.close();
  const rows = database.prepare('SELECT * FROM logs').all() as unknown as Row[];
  expect(rows).toHaveLength(1_200);
  expect(rows[0]).toMatchObject({ time: '1970-01-01T00:00:01.000Z', level: 'info', message: 'paid' });
  const numbers = rows.map(({ attributes }) => (JSON.parse(String(attributes)) as { i: number }).i);
  expect(new Set(numbers).size).toBe(1_200);
  expect(readdirSync(join(directory.path, 'spool'))).toEqual([]);
  database.close();
});

test('a row that the table cannot take is refused, and the others are inserted', async () => {
  const database = new DatabaseSync(join(directory.path, 'logs.db'));
  const adapter = sqliteAdapter(database);
  await adapter.prepare('logs');
  database.exec(
    `CREATE TRIGGER t BEFORE INSERT ON logs WHEN NEW.message = 'bad' BEGIN SELECT RAISE(FAIL, 'no bad'); END`,
  );
  const handler = handlerOf(adapter);
  log(handler, 2);
  log(handler, 1, 'bad');
  log(handler, 2);
  await handler.close();
  expect(database.prepare('SELECT count(*) AS n FROM logs').get()).toEqual({ n: 4 });
  expect(handler.stats).toMatchObject({ refused: 1 });
  expect(reports.join()).toContain('line 3: no bad');
  database.close();
});

test.each(['', 'a b', 'x; DROP TABLE y', 'a.b.c', '"q"'])('%j is no name of a table', async (table) => {
  const adapter = sqliteAdapter(new DatabaseSync(':memory:'));
  await expect(adapter.prepare(table)).rejects.toThrow(
    expect.objectContaining({ code: 'LB_CONFIG_INVALID' }),
  );
});

/** Where Debian's package keeps the server. */
const BIN = '/usr/lib/postgresql';
const version = existsSync(BIN) ? readdirSync(BIN)[0] : undefined;

test.skipIf(version === undefined)(
  'PostgreSQL: every record once, while the server stops and starts',
  async () => {
    const bin = join(BIN, version!, 'bin');
    const data = join(directory.path, 'postgres');
    mkdirSync(data);
    // PostgreSQL does not run as root.
    const root = process.getuid?.() === 0;
    const user = root
      ? Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }))
      : process.getuid!();
    if (root) for (const path of [directory.path, data]) chownSync(path, user, -1);
    execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'me', '-A', 'trust', '--no-sync'], { uid: user });
    const start = async (): Promise<() => Promise<void>> => {
      const args = ['-D', data, '-k', data, '-c', 'listen_addresses=', '-c', 'fsync=off'];
      const child = spawn(join(bin, 'postgres'), args, { uid: user, stdio: ['ignore', 'ignore', 'pipe'] });
      let text = '';
      child.stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      await until('PostgreSQL', () => text.includes('ready to accept connections'), { deadline: 30_000 });
      return async () => {
        child.kill('SIGQUIT');
        await once(child, 'exit');
      };
    };
    let stop = await start();
    const pool = new pg.Pool({ host: data, user: 'me', database: 'postgres' });
    pool.on('error', () => undefined);
    const handler = handlerOf(postgresAdapter(pool), 'public.app_logs');
    log(handler, 300);
    await until('the first', () => handler.stats.delivered === 300, { deadline: 20_000 });
    await stop();
    log(handler, 300);
    await handler.flush();
    expect(handler.stats.waiting).toBe(300);
    stop = await start();
    await until('all', () => handler.stats.delivered === 600, { deadline: 20_000 });
    await handler.close();
    const { rows } = await pool.query<Row>('SELECT * FROM app_logs');
    expect(rows).toHaveLength(600);
    expect(rows[0]).toMatchObject({ level: 'info', message: 'paid', time: new Date(1000) });
    expect(rows[0]!.attributes).toMatchObject({ odd: 'nul \ufffd half \ufffd', deep: { list: [1] } });
    await pool.end();
    await stop();
  },
);

test('MariaDB: every record once', async () => {
  const { program, root, env } = findUnpacked('mariadb', 'usr/sbin/mariadbd');
  const base = [
    '--no-defaults',
    `--basedir=${join(root, 'usr')}`,
    `--datadir=${join(directory.path, 'mysql')}`,
  ];
  const me = userInfo().username;
  const install = [...base, `--user=${me}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
  execFileSync(join(root, 'usr/bin/mariadb-install-db'), install, { env, stdio: 'ignore' });
  const socketPath = join(directory.path, 'mysql.sock');
  const server = spawn(program, [...base, `--user=${me}`, `--socket=${socketPath}`, '--skip-networking'], {
    env,
    stdio: 'ignore',
  });
  await until('MariaDB', () => existsSync(socketPath), { deadline: 30_000 });
  const pool = createPool({ socketPath, user: 'root' });
  await pool.query('CREATE DATABASE logboom_test');
  const mysql = mysqlAdapter(pool);
  let fail = true;
  const handler = handlerOf(
    {
      prepare: (table) => mysql.prepare(table),
      async insert(table, rows) {
        await mysql.insert(table, rows);
        if (fail) {
          fail = false;
          throw new Error('connection lost');
        }
      },
    },
    'logboom_test.logs',
  );
  log(handler, 300);
  await handler.close();
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT *, CAST(time AS CHAR) AS text FROM logboom_test.logs',
  );
  expect(rows).toHaveLength(300);
  expect(rows[0]).toMatchObject({ level: 'info', message: 'paid', text: '1970-01-01 00:00:01.000000' });
  const attributes: unknown = rows[0]!.attributes;
  expect(typeof attributes === 'string' ? JSON.parse(attributes) : attributes).toMatchObject({
    odd: 'nul \ufffd half \ufffd',
  });
  await pool.end();
  server.kill('SIGKILL');
  await once(server, 'exit');
});
