import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogRecord } from '@logboom/core';
import { parseQuery } from '@logboom/logsql';
import { Engine } from '../../src/engine/engine.ts';
import { type CompileOptions, compileQuery } from '../../src/query/compile.ts';
import { LOGS } from '../../src/store/names.ts';
import { Store } from '../../src/store/store.ts';

/** A real engine with the real table, and queries over it. */
export interface TestEngine {
  store: Store;
  insert(records: LogRecord[]): Promise<void>;
  clear(): Promise<void>;
  /** The rows that a query gives, as the HTTP API would. */
  query(text: string, options?: CompileOptions): Promise<Record<string, string>[]>;
  stop(): Promise<void>;
}

export async function startEngine(): Promise<TestEngine> {
  const path = await mkdtemp(join(tmpdir(), 'logboom-query-'));
  const engine = new Engine({ path });
  await engine.start();
  const store = new Store(() => engine.connection);
  await store.migrate();
  return {
    store,
    async insert(records) {
      const values = records.map(({ id, ...record }) => {
        const dash = id.lastIndexOf('-');
        return { ...record, node: id.slice(0, dash), seq: id.slice(dash + 1) };
      });
      const clickhouse_settings = { date_time_input_format: 'best_effort' } as const;
      await store.client.insert({ table: LOGS, values, format: 'JSONEachRow', clickhouse_settings });
    },
    async clear() {
      await store.client.command({ query: `TRUNCATE TABLE ${LOGS}` });
    },
    async query(text, options) {
      const { sql, parameters, settings } = compileQuery(parseQuery(text), options);
      const answer = await store.client.exec({
        query: `${sql} FORMAT JSONEachRow`,
        query_params: parameters,
        clickhouse_settings: settings,
      });
      let body = '';
      for await (const chunk of answer.stream.setEncoding('utf8')) body += chunk;
      return body
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).row);
    },
    async stop() {
      await store.close();
      await engine.stop();
      await rm(path, { recursive: true, force: true });
    },
  };
}

let count = 0;

/** A record with these values, and ordinary ones otherwise. */
export function record(values: Partial<LogRecord> = {}): LogRecord {
  return {
    timestamp: '2026-07-01T09:59:00.000000000Z',
    observed: '2026-07-01T09:59:00.100000000Z',
    severity: 9,
    level: 'info',
    message: '',
    service: '',
    logger: '',
    host: '',
    trace_id: '',
    span_id: '',
    attributes: {},
    source: 'test',
    id: `n-${++count}`,
    ...values,
  };
}
