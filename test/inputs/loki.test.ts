import { once } from 'node:events';
import { pino } from 'pino';
import { pinoLoki } from 'pino-loki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger, format } from 'winston';
import LokiTransport from 'winston-loki';
import { numbers, RECORDS, Stand } from './stand.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start();
});
afterAll(() => stand[Symbol.asyncDispose]());

test('pino-loki sends 1,000 records, each found once', async () => {
  const before = Date.now();
  const transport = pinoLoki({
    host: stand.url,
    batching: { interval: 0.05 },
    labels: { service_name: 'pino-shop', env: 'test' },
    headers: { 'X-Scope-OrgID': 'tenant-7' },
  });
  const logger = pino({ base: { hostname: 'node-7' } }, transport);
  for (const [index, number] of numbers().entries()) {
    const fields = { count: index, nested: { a: true }, meta: { trace_id: 'ab'.repeat(16) } };
    if (index % 2 === 0) logger.warn(fields, `pino ${number}`);
    else logger.error(fields, `pino ${number}`);
  }
  transport.end();
  await once(transport, 'close');
  const records = await stand.found(RECORDS, "source = 'loki' AND service = 'pino-shop'");
  for (const [index, record] of records.entries()) {
    expect(record).toMatchObject({
      message: `pino ${numbers()[index]}`,
      level: index % 2 === 0 ? 'warn' : 'error',
      host: 'node-7',
      trace_id: 'ab'.repeat(16),
      attributes: { env: 'test', count: String(index), 'nested.a': 'true', tenant: 'tenant-7' },
    });
    expect(Date.parse(`${record.timestamp}Z`)).toBeGreaterThanOrEqual(before);
  }
});

describe('winston-loki sends 1,000 records, each found once', () => {
  test.each([
    ['json', true],
    ['snappy-protobuf', false],
  ])('%s', async (name, json) => {
    const transport = new LokiTransport({
      host: stand.url,
      json,
      interval: 0.1,
      labels: { job: `winston-${name}`, host: 'node-8' },
      format: format.json(),
      gracefulShutdown: false,
      replaceTimestamp: false,
    });
    const logger = createLogger({ level: 'debug', transports: [transport] });
    for (const [index, number] of numbers().entries()) {
      logger.log({
        level: index % 2 === 0 ? 'debug' : 'error',
        message: `winston ${number}`,
        count: index,
        timestamp: new Date(Date.UTC(2026, 6, 1) + index).toISOString(),
      });
    }
    await transport.flush();
    const records = await stand.found(RECORDS, `source = 'loki' AND service = 'winston-${name}'`);
    for (const [index, record] of records.entries()) {
      const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString().slice(0, 23).replace('T', ' ');
      expect(record).toMatchObject({
        message: `winston ${numbers()[index]}`,
        level: index % 2 === 0 ? 'debug' : 'error',
        host: 'node-8',
        timestamp: `${time}000000`,
        attributes: { count: String(index) },
      });
    }
    transport.close();
  });
});

describe('answers', () => {
  const push = (body: object) =>
    fetch(`${stand.url}/insert/loki/api/v1/push`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  test('structured metadata, plain lines and a time in nanoseconds', async () => {
    const response = await push({
      streams: [
        {
          stream: { app: 'cart', pod: 'cart-1' },
          values: [
            ['1782900930000000001', 'level=warn plain line one', { trace_id: 'cd'.repeat(16), user: 'ada' }],
            ['1782900930000000002', 'plain line two'],
          ],
        },
      ],
    });
    expect(response.status).toBe(204);
    const [one, two] = await stand.found(2, "message LIKE '%plain line%'");
    expect(one).toMatchObject({
      service: 'cart',
      level: 'warn',
      timestamp: '2026-07-01 10:15:30.000000001',
      trace_id: 'cd'.repeat(16),
      attributes: { pod: 'cart-1', user: 'ada' },
    });
    expect(two).toMatchObject({ level: 'info', timestamp: '2026-07-01 10:15:30.000000002' });
  });

  test('bad entries are told, the others are kept', async () => {
    const values = [
      ['1782900930000000001', 'kept entry'],
      ['yesterday', 'lost entry'],
    ];
    const response = await push({ streams: [{ stream: {}, values }] });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/^1 of 2 entries were refused, the others are kept. Entry 2: /);
    await stand.found(1, "message LIKE '% entry'");
  });
});
