import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOptions, loadConfig, Server } from '@logboom/server';

/** A real server on free ports and a directory of its own. */
export interface TestServer {
  url: string;
  /** Sends records over HTTP and waits for the acknowledgement. */
  send(...records: object[]): Promise<void>;
  /** Waits until a query finds so many records. */
  stored(query: string, count: number): Promise<void>;
  /** The same for many, by count alone. */
  counted(filter: string, count: number): Promise<void>;
  /** Stops it and keeps its data; `startServer` with the same place goes on. */
  halt(): Promise<void>;
  /** Where it listens and keeps its data. */
  place: Place;
  stop(): Promise<void>;
}

export interface Place {
  data: string;
  http: string;
}

const PATIENCE_MS = 20_000;

export async function startServer(place?: Place): Promise<TestServer> {
  const data = place?.data ?? (await mkdtemp(join(tmpdir(), 'logboom-web-')));
  const listeners = configOptions().filter(
    ({ key, default: value }) => key.startsWith('inputs.') && /:\d+$/.test(value),
  );
  const server = await Server.start(
    await loadConfig({
      flags: {
        data,
        'http.listen': place?.http ?? '127.0.0.1:0',
        ...Object.fromEntries(listeners.map(({ key }) => [key, '127.0.0.1:0'])),
      },
      environment: {},
    }),
  );
  const url = `http://${server.addresses.http}`;
  return {
    url,
    send: async (...records) => {
      const response = await fetch(`${url}/api/v1/logs`, { method: 'POST', body: JSON.stringify(records) });
      if (!response.ok) throw new Error(`The server answered ${response.status}: ${await response.text()}`);
    },
    stored: async (query, count) => {
      const deadline = Date.now() + PATIENCE_MS;
      for (let found = -1; found !== count; ) {
        if (Date.now() > deadline) throw new Error(`${query} finds ${found} records, not ${count}`);
        const body = new URLSearchParams({ query, limit: String(count + 1) });
        const text = await (await fetch(`${url}/api/v1/query`, { method: 'POST', body })).text();
        found = text.split('\n').filter((line) => line !== '').length;
      }
    },
    counted: async (filter, count) => {
      const deadline = Date.now() + PATIENCE_MS * 6;
      for (let found = -1; found !== count; ) {
        if (Date.now() > deadline) throw new Error(`${filter} finds ${found} records, not ${count}`);
        const body = new URLSearchParams({ query: `${filter} | stats count() as records` });
        const text = await (await fetch(`${url}/select/logsql/query`, { method: 'POST', body })).text();
        found = Number((JSON.parse(text) as { records: string }).records);
      }
    },
    place: { data, http: server.addresses.http! },
    halt: () => server.stop(),
    stop: async () => {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
