import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FunctionHandler, Manager } from '@logboom/logger';
import { requestContext, requestContextHook, withRequestContext } from '@logboom/logger/http';
import express from 'express';
import fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../../../test/kit/poll.ts';

let server: Server;
let lines: Record<string, unknown>[];
let manager: Manager;
beforeEach(() => {
  lines = [];
  manager = new Manager();
  manager.root
    .setLevel('DEBUG')
    .addHandler(new FunctionHandler((line) => void lines.push(JSON.parse(line) as Record<string, unknown>)));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function work(): Promise<void> {
  await sleep(1);
  manager.getLogger('work').info('working');
}

async function listen(listener: RequestListener | Server): Promise<string> {
  server = (typeof listener === 'function' ? createServer(listener) : listener).listen(0, '127.0.0.1');
  if (!server.listening) await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';

async function check(url: string): Promise<void> {
  const headers = { 'x-request-id': 'r-1', traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
  const response = await fetch(`${url}/pay?secret=1`, { headers });
  expect(response.status).toBe(201);
  expect(response.headers.get('x-request-id')).toBe('r-1');
  await until('the record of the request', () => lines.length === 2);
  expect(lines[0]).toMatchObject({
    logger: 'work',
    request_id: 'r-1',
    trace_id: TRACE,
    parent_span_id: 'b7ad6b7169203331',
  });
  expect(lines[1]).toMatchObject({
    logger: 'http',
    level: 'info',
    message: 'GET /pay 201',
    method: 'GET',
    path: '/pay',
    status: 201,
    duration_ms: expect.any(Number),
    request_id: 'r-1',
    trace_id: TRACE,
    span_id: lines[0]!.span_id,
  });
}

test('node:http', async () => {
  const logger = manager.getLogger('http');
  const listener = withRequestContext(
    (_, response) => {
      void work().then(() => response.writeHead(201).end());
    },
    { logger },
  );
  const url = await listen(listener);
  await check(url);
  const other = await fetch(url, { headers: { 'x-request-id': 'bad id\t{}' } });
  expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('Express', async () => {
  const app = express();
  app.use(requestContext({ logger: manager.getLogger('http') }));
  const router = express.Router();
  router.get('/', async (_, response) => {
    await work();
    response.status(201).end();
  });
  app.use('/pay', router);
  await check(await listen(app));
});

test('Fastify', async () => {
  const app = fastify();
  requestContextHook(app, { logger: manager.getLogger('http') });
  app.get('/pay', async (_, reply) => {
    await work();
    return reply.code(201).send();
  });
  await app.ready();
  await check(await listen(app.server));
});
