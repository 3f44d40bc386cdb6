import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import type { LogRecord } from '@logboom/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporaryDirectory } from '../../../test/kit/directory.ts';
import { parseHostPort } from '../../../test/kit/ports.ts';
import { queryRows } from '../../../test/kit/query.ts';
import { ServerProcess } from '../../../test/kit/server-process.ts';
import { field, LogboomClient, logs } from '../src/index.ts';

let directory: TemporaryDirectory;
let server: ServerProcess;
let client: LogboomClient;

beforeAll(async () => {
  directory = await TemporaryDirectory.create();
  server = await ServerProcess.start({ data: directory.path });
  client = new LogboomClient({ url: server.url });
});

afterAll(async () => {
  await server?.stop();
  await directory?.[Symbol.asyncDispose]();
});

/** Sends numbered records one after the other until it is stopped. */
class Counter {
  sent = 0;
  #running = true;
  readonly #done: Promise<void>;

  constructor(service: string) {
    this.#done = this.#run(service);
  }

  async reached(count: number): Promise<void> {
    while (this.sent < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** @returns how many were sent */
  async stop(): Promise<number> {
    this.#running = false;
    await this.#done;
    return this.sent;
  }

  async #run(service: string): Promise<void> {
    while (this.#running) {
      await client.send([{ service, message: `${this.sent}` }]);
      this.sent++;
    }
  }
}

/** Reads numbers until the last one has come. */
async function numbers(records: AsyncIterable<LogRecord>, last: () => number): Promise<number[]> {
  const seen: number[] = [];
  for await (const { message } of records) {
    seen.push(Number(message));
    if (seen.length >= last()) break;
  }
  return seen;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('a tail', () => {
  it('gives the past first, then what comes, without a gap or a double', async () => {
    const counter = new Counter('past');
    await counter.reached(200);
    let total = Number.POSITIVE_INFINITY;
    const seen = numbers(client.tail('service:past', { since: '10m' }), () => total);
    await counter.reached(600);
    total = (await counter.stop()) + 1;
    await client.send([{ service: 'past', message: `${total - 1}` }]);
    expect((await seen).sort((a, b) => a - b)).toEqual(upTo(total));
  });

  it('gives the newest of the past', async () => {
    await client.send([1, 2, 3].map((n) => ({ service: 'newest', message: `${n}`, time: 1.7e9 + n })));
    await queryRows(server.url, 'service:newest', 3);
    const query = logs().where(field('service').is('newest'));
    const records = client.tail(query, { last: 2 });
    expect(await numbers(records, () => 2)).toEqual([2, 3]);
  });

  it('goes on after a broken connection, without a gap or a double', async () => {
    const { port } = parseHostPort(server.addresses.http!);
    const sockets = new Set<Socket>();
    const proxy = createTcpServer((socket) => {
      const onward = connect(port, '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      for (const one of [socket, onward]) one.on('error', () => undefined);
      sockets.add(socket);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const cut = (): void => {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    };
    const through = new LogboomClient({ url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
    let broken = 0;
    let total = Number.POSITIVE_INFINITY;
    const service = `broken${Date.now()}`;
    const counter = new Counter(service);
    // What came before the tail does not come after a break either.
    await counter.reached(5);
    const tail = through.tail(`service:${service}`, { onReconnect: () => void broken++ });
    const first = Number((await tail.next()).value?.message);
    const seen = numbers(tail, () => total - first - 1);
    for (const count of [200, 400, 600]) {
      await counter.reached(count);
      cut();
    }
    await counter.reached(800);
    total = (await counter.stop()) + 1;
    await client.send([{ service, message: `${total - 1}` }]);
    expect([first, ...(await seen)].sort((a, b) => a - b)).toEqual(upTo(total).slice(first));
    expect(broken).toBeGreaterThan(0);
    proxy.close();
    cut();
  });

  it('tells a server that names places where it was', async () => {
    const asked: IncomingMessage[] = [];
    const places = createServer((request, response) => {
      asked.push(request);
      const place = Number(request.headers['last-event-id'] ?? 0) + 1;
      const record = { id: `a-${place}`, message: `${place}`, observed: new Date().toISOString() };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`id: ${place}\nevent: log\ndata: ${JSON.stringify(record)}\n\n`);
    }).listen(0, '127.0.0.1');
    await once(places, 'listening');
    const url = `http://127.0.0.1:${(places.address() as AddressInfo).port}`;
    expect(await numbers(new LogboomClient({ url }).tail(), () => 3)).toEqual([1, 2, 3]);
    expect(asked.map(({ url: path }) => path)).toEqual(Array(3).fill('/api/v1/tail?query=*'));
    places.close();
    places.closeAllConnections();
  });

  it('ends quietly when it is aborted, and with an error when nobody answers or the query is none', async () => {
    const signal = AbortSignal.timeout(50);
    expect(await Array.fromAsync(client.tail('service:nobody', { signal }))).toEqual([]);
    const nobody = new LogboomClient({ url: 'http://127.0.0.1:9' });
    await expect(Array.fromAsync(nobody.tail())).rejects.toMatchObject({ code: 'LB_SERVER_UNREACHABLE' });
    await expect(Array.fromAsync(client.tail('level:'))).rejects.toMatchObject({ code: 'LB_QUERY_INVALID' });
    await expect(Array.fromAsync(client.tail('* | limit 1'))).rejects.toThrow(/takes a filter/);
  });
});
