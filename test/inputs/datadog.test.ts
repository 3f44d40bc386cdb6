import { gzipSync } from 'node:zlib';
import DatadogTransport from 'datadog-winston';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from 'winston';
import { numbers, RECORDS, Stand } from './stand.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start({ 'auth.tokens': 'dd-token' });
});
afterAll(() => stand[Symbol.asyncDispose]());

test('datadog-winston sends 1,000 records, each found once', async () => {
  const transport = new DatadogTransport({
    apiKey: 'dd-token',
    hostname: 'node-14',
    service: 'dd-shop',
    ddsource: 'nodejs',
    ddtags: 'env:test,version:1.2',
  });
  // The transport knows only Datadog's own addresses.
  Object.assign(transport, { api: `${stand.url}/v1/input/dd-token` });
  const logger = createLogger({ transports: [transport] });
  for (const [index, number] of numbers().entries()) {
    logger.log({
      level: index % 2 === 0 ? 'warn' : 'error',
      message: `datadog ${number}`,
      timestamp: new Date(Date.UTC(2026, 6, 1) + index).toISOString(),
      count: index,
    });
  }
  const records = await stand.found(RECORDS, "source = 'datadog' AND service = 'dd-shop'");
  for (const [index, record] of records.entries()) {
    const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString().slice(0, 23).replace('T', ' ');
    expect(record).toMatchObject({
      message: `datadog ${numbers()[index]}`,
      timestamp: `${time}000000`,
      level: index % 2 === 0 ? 'warn' : 'error',
      host: 'node-14',
      attributes: { count: String(index), env: 'test', version: '1.2', ddsource: 'nodejs' },
    });
  }
});

describe('/api/v2/logs', () => {
  const post = (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${stand.url}/api/v2/logs`, {
      method: 'POST',
      body,
      headers: { 'dd-api-key': 'dd-token', 'content-type': 'application/json', ...headers },
    });

  test('gzip, JSON inside the message, status and tags', async () => {
    const entry = {
      message: '{"msg":"v2 inner","user":"ada"}',
      status: 'warning',
      ddtags: 'env:prod,canary',
      hostname: 'node-15',
      service: 'v2',
      timestamp: 1_782_900_930_123,
    };
    const response = await post(gzipSync(JSON.stringify([entry])), { 'content-encoding': 'gzip' });
    expect([response.status, await response.json()]).toEqual([202, {}]);
    const [record] = await stand.found(1, "service = 'v2'");
    expect(record).toMatchObject({
      message: 'v2 inner',
      level: 'warn',
      host: 'node-15',
      timestamp: '2026-07-01 10:15:30.123000000',
      attributes: { user: 'ada', env: 'prod', canary: 'true' },
    });
  });

  test('a bad entry is told, the others are kept; the agent may ask with an empty object', async () => {
    const response = await post('[{"message":"v2 kept"},7]');
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ detail: expect.stringContaining('Entry 2: ') }] },
    ]);
    await stand.found(1, "message = 'v2 kept'");
    expect((await post('{}')).status).toBe(202);
    expect((await post('text', { 'content-type': 'text/plain' })).status).toBe(202);
    expect((await post('[]', { 'dd-api-key': 'wrong' })).status).toBe(403);
  });
});
