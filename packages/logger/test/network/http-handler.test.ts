import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { HttpHandler, type HttpHandlerOptions, LogEvent, onInternalError } from '@logboom/logger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { until } from '../../../../test/kit/poll.ts';

interface Request {
  key: string;
  headers: IncomingMessage['headers'];
  lines: string[];
}

let directory: TemporaryDirectory;
let server: Server;
let requests: Request[];
let answer: (request: Request, response: ServerResponse) => void;
const reports: string[] = [];

beforeEach(async () => {
  directory = await TemporaryDirectory.create();
  requests = [];
  reports.length = 0;
  answer = (_, response) => response.end('{"accepted":1,"rejected":0,"errors":[]}');
  onInternalError((_, error) => reports.push(String(error)));
  server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const body = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
    const key = String(incoming.headers['idempotency-key']);
    const request = { key, headers: incoming.headers, lines: body.toString().split('\n').slice(0, -1) };
    requests.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  onInternalError(undefined);
  server.closeAllConnections();
  server.close();
  await directory[Symbol.asyncDispose]();
});

function handlerOf(options: Partial<HttpHandlerOptions> = {}): HttpHandler {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new HttpHandler({ url, spool: directory.path, backoff: { min: 5, max: 20 }, linger: 5, ...options });
}

function log(handler: HttpHandler, count: number): void {
  for (let i = 0; i < count; i++) {
    handler.handle(
      LogEvent.from({ name: 'a', level: 20, template: `m${i}`, fields: { pad: 'x'.repeat(50) } }),
    );
  }
}

function messages(list: readonly Request[]): string[] {
  return list.flatMap(({ lines }) => lines).map((line) => (JSON.parse(line) as { message: string }).message);
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `m${i}`);

test('batches are compressed, each with a key of its own', async () => {
  const handler = handlerOf({ batchRecords: 100, headers: { authorization: 'Bearer x' } });
  log(handler, 250);
  await handler.close();
  expect(messages(requests)).toEqual(numbered(250));
  expect(requests.map(({ lines }) => lines.length)).toEqual([100, 100, 50]);
  expect(new Set(requests.map(({ key }) => key)).size).toBe(3);
  expect(requests[0]!.headers).toMatchObject({ 'content-encoding': 'gzip', authorization: 'Bearer x' });
});

test.each([500, 503, 429, 401, 404, 409])(
  'after HTTP %i the same batch comes again under its key',
  async (status) => {
    let left = 3;
    answer = (_, response) => {
      if (left-- > 0) response.statusCode = status;
      response.end();
    };
    const handler = handlerOf();
    log(handler, 10);
    await until('delivery', () => handler.stats.delivered === 10);
    expect(requests).toHaveLength(4);
    expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
    expect(messages(requests.slice(3))).toEqual(numbered(10));
    await handler.close();
  },
);

test('Retry-After is waited for', async () => {
  const times: number[] = [];
  answer = (_, response) => {
    times.push(performance.now());
    if (times.length === 1) response.writeHead(503, { 'retry-after': '1' });
    response.end();
  };
  const handler = handlerOf();
  log(handler, 1);
  await until('delivery', () => handler.stats.delivered === 1);
  expect(times[1]! - times[0]!).toBeGreaterThan(990);
  await handler.close();
});

test('what is too large for the server is halved, always in the same way, and a single line is refused', async () => {
  answer = ({ lines }, response) => {
    response.statusCode = lines.length > 3 || lines.some((line) => line.includes('"m5"')) ? 413 : 200;
    response.end();
  };
  const handler = handlerOf();
  log(handler, 10);
  await until('an end', () => handler.stats.waiting === 0);
  const taken = requests.filter(
    ({ lines }) => lines.length <= 3 && !lines.some((line) => line.includes('"m5"')),
  );
  expect(messages(taken)).toEqual(numbered(10).filter((message) => message !== 'm5'));
  expect(handler.stats.refused).toBe(1);
  expect(reports.join()).toContain('line 6: too large for the server');
  expect(new Set(requests.map(({ key }) => key)).size).toBe(requests.length);
  await handler.close();
});

test('records that the server refuses are reported with its reasons, and not sent again', async () => {
  answer = (_, response) => response.end('{"accepted":1,"rejected":2,"errors":[{"line":2,"reason":"odd"}]}');
  const handler = handlerOf();
  log(handler, 3);
  await handler.close();
  expect(requests).toHaveLength(1);
  expect(handler.stats).toMatchObject({ refused: 2 });
  expect(reports.join()).toContain('refused 2 records (line 2: odd)');
});

test('a server that breaks off, hangs, or is slow gets everything in the end', async () => {
  let count = 0;
  answer = (_, response) => {
    count++;
    if (count === 1) response.destroy();
    else if (count > 2) response.end();
  };
  const handler = handlerOf({ timeout: 200 });
  log(handler, 5);
  await until('delivery', () => handler.stats.delivered === 5);
  expect(count).toBe(3);
  await handler.close();
});

test.each(['', 'ftp://x', 'nonsense'])('%j is no address', (url) => {
  expect(() => new HttpHandler({ url })).toThrow(expect.objectContaining({ code: 'LB_CONFIG_INVALID' }));
});
