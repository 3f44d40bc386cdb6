import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOptions, loadConfig, Server } from '@logboom/server';

/** A real server on free ports and a directory of its own. */
export interface TestServer {
  url: string;
  /** Sends records over HTTP and waits for the acknowledgement. */
  send(...records: object[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(): Promise<TestServer> {
  const data = await mkdtemp(join(tmpdir(), 'logboom-web-'));
  const listeners = configOptions().filter(
    ({ key, default: value }) => key.startsWith('inputs.') && /:\d+$/.test(value),
  );
  const server = await Server.start(
    await loadConfig({
      flags: {
        data,
        'http.listen': '127.0.0.1:0',
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
    stop: async () => {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
