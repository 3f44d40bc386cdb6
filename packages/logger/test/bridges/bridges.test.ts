import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { FunctionHandler, getLogger, onInternalError } from '@logboom/logger';
import { captureConsole } from '@logboom/logger/console';
import { logboomSink } from '@logboom/logger/logtape';
import { OtlpHandler } from '@logboom/logger/otlp';
import { pinoDestination } from '@logboom/logger/pino';
import { LogboomTransport } from '@logboom/logger/winston';
import { configure, getLogger as getTapeLogger, reset } from '@logtape/logtape';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger, format } from 'winston';
import { until } from '../../../../test/kit/poll.ts';

let lines: Record<string, unknown>[];
let handler: FunctionHandler;
beforeEach(() => {
  lines = [];
  handler = new FunctionHandler((line) => void lines.push(JSON.parse(line) as Record<string, unknown>));
});
afterEach(() => onInternalError(undefined));

test('pino', async () => {
  const log = pino({ name: 'shop', level: 'trace' }, pinoDestination(handler));
  log.info({ user: 7 }, 'paid %s', 'well');
  log.trace('small');
  log.child({ request_id: 'r' }).error(new Error('no'), 'failed');
  log.fatal('end');
  await until('records', () => lines.length === 4);
  expect(lines[0]).toMatchObject({
    level: 'info',
    logger: 'shop',
    message: 'paid well',
    user: 7,
    pid: process.pid,
  });
  expect(lines.map(({ level }) => level)).toEqual(['info', 'trace', 'error', 'fatal']);
  expect(lines[2]).toMatchObject({ request_id: 'r', err: { type: 'Error', message: 'no' } });
});

test('winston', async () => {
  const log = createLogger({
    level: 'debug',
    format: format.combine(format.errors({ stack: true }), format.splat(), format.colorize()),
    defaultMeta: { service: 'shop' },
    transports: [
      new LogboomTransport({ target: handler }),
      new LogboomTransport({ target: handler, level: 'error' }),
    ],
  });
  log.info('paid %s', 'well', { user: 7 });
  log.silly('not shown');
  log.child({ label: 'pay' }).error('failed');
  log.end();
  await once(log, 'finish');
  await until('records', () => lines.length === 3);
  expect(lines[0]).toMatchObject({ level: 'info', message: 'paid well', service: 'shop', user: 7 });
  expect(lines.slice(1).map(({ level, logger }) => [level, logger])).toEqual([
    ['error', 'pay'],
    ['error', 'pay'],
  ]);
});

test('LogTape', async () => {
  await configure({
    sinks: { logboom: logboomSink(handler) },
    loggers: [
      { category: ['shop'], sinks: ['logboom'], lowestLevel: 'debug' },
      { category: ['logtape', 'meta'], sinks: [], lowestLevel: 'error' },
    ],
  });
  getTapeLogger(['shop', 'pay']).warning('paid {amount} by {user}', { amount: 12, user: { id: 1 } });
  await reset();
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'warn',
      logger: 'shop.pay',
      message: 'paid 12 by {"id":1}',
      amount: 12,
      user: { id: 1 },
    }),
  ]);
});

test('console', () => {
  const logger = getLogger('console').setLevel('TRACE').addHandler(handler);
  logger.propagate = false;
  const before = console.log;
  const restore = captureConsole();
  try {
    console.log('paid %d by %s, 100%', 12, 'me', { id: 1 });
    console.error('failed', new Error('no'));
    console.debug({ a: 1 });
  } finally {
    restore();
    logger.removeHandler(handler);
  }
  expect(console.log).toBe(before);
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'paid 12 by me, 100% {"id":1}'],
    ['error', 'failed Error: no'],
    ['debug', '{"a":1}'],
  ]);
  expect(lines[1]).toMatchObject({ error: { type: 'Error', message: 'no' } });
});

test('OTLP', async () => {
  const bodies: {
    resourceLogs: { resource: unknown; scopeLogs: { scope: unknown; logRecords: object[] }[] }[];
  }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    expect(request.url).toBe('/v1/logs');
    const body = Buffer.concat(chunks);
    bodies.push(
      JSON.parse(
        String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body),
      ) as (typeof bodies)[0],
    );
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const otlp = new OtlpHandler({ url, service: 'shop', spool: false });
  const logger = getLogger('otlp.test').setLevel('DEBUG').addHandler(otlp);
  logger.propagate = false;
  logger.error('failed %s', 'x', {
    n: 1,
    f: 1.5,
    list: [true, null],
    deep: { a: 'b' },
    trace_id: 'a'.repeat(32),
  });
  logger.info('again');
  await otlp.close();
  logger.removeHandler(otlp);
  server.closeAllConnections();
  server.close();
  expect(bodies).toHaveLength(1);
  const { resource, scopeLogs } = bodies[0]!.resourceLogs[0]!;
  expect(resource).toMatchObject({
    attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }, {}, {}],
  });
  expect(scopeLogs).toHaveLength(1);
  expect(scopeLogs[0]!.scope).toEqual({ name: 'otlp.test' });
  expect(scopeLogs[0]!.logRecords[0]).toMatchObject({
    timeUnixNano: expect.stringMatching(/^\d{19}$/),
    severityNumber: 17,
    severityText: 'error',
    body: { stringValue: 'failed x' },
    traceId: 'a'.repeat(32),
    attributes: [
      { key: 'n', value: { intValue: '1' } },
      { key: 'f', value: { doubleValue: 1.5 } },
      { key: 'list', value: { arrayValue: { values: [{ boolValue: true }, {}] } } },
      { key: 'deep', value: { kvlistValue: { values: [{ key: 'a', value: { stringValue: 'b' } }] } } },
    ],
  });
});
