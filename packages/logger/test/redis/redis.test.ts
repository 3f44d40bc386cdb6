import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type DeliveryHandler, LogEvent, onInternalError, RedisHandler } from '@logboom/logger';
import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { until } from '../../../../test/kit/poll.ts';

afterEach(() => onInternalError(undefined));

/** A Redis of its own on a Unix socket. */
async function startRedis(directory: string): Promise<{ path: string } & AsyncDisposable> {
  const path = join(directory, 'redis.sock');
  const child = spawn('redis-server', [
    '--port',
    '0',
    '--unixsocket',
    path,
    '--dir',
    directory,
    '--save',
    '',
  ]);
  let log = '';
  child.stdout.on('data', (text: Buffer) => {
    log += text.toString();
  });
  await until('Redis', () => log.includes('eady to accept connections'));
  return {
    path,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function log(handler: DeliveryHandler, count: number): void {
  for (let i = 0; i < count; i++) {
    handler.handle(
      LogEvent.from({
        name: 'my.logger',
        level: 40,
        time: 0,
        template: `I like pie ${i}`,
        fields: { i },
        error: new Error('crumbs'),
      }),
    );
  }
}

test('publishes and appends in the form of python-redis-log', async () => {
  await using directory = await TemporaryDirectory.create();
  await using server = await startRedis(directory.path);
  const client = new Redis(server.path);
  const subscriber = new Redis(server.path);
  const received: string[] = [];
  await subscriber.subscribe('my:channel');
  subscriber.on('message', (_, message) => received.push(message));
  const spool = join(directory.path, 'spool');
  const handler = new RedisHandler({ client, channel: 'my:channel', list: 'my:list', maxLength: 50, spool });
  log(handler, 200);
  await handler.close();
  await until('messages', () => received.length === 200);
  expect(JSON.parse(received[0]!)).toMatchObject({
    name: 'my.logger',
    level: 'error',
    msg: 'I like pie 0',
    args: [],
    time: '1970-01-01T00:00:00.000',
    hostname: expect.any(String),
    username: expect.any(String),
    line_no: null,
    traceback: expect.stringMatching(/^Error: crumbs\n/),
    i: 0,
  });
  const list = await client.lrange('my:list', 0, -1);
  expect(list).toEqual(received.slice(150));
  client.disconnect();
  subscriber.disconnect();
});

test('records wait while Redis is away', async () => {
  await using directory = await TemporaryDirectory.create();
  onInternalError(() => undefined);
  const options = { maxRetriesPerRequest: 0, retryStrategy: () => 20 };
  const client = new Redis(join(directory.path, 'redis.sock'), options);
  client.on('error', () => undefined);
  const handler = new RedisHandler({
    client,
    list: 'l',
    spool: join(directory.path, 'spool'),
    backoff: { min: 10, max: 50 },
  });
  log(handler, 20);
  await handler.flush();
  expect(handler.stats).toMatchObject({ waiting: 20, delivered: 0 });
  await using _server = await startRedis(directory.path);
  await until('delivery', () => handler.stats.delivered === 20);
  expect(await client.llen('l')).toBe(20);
  await handler.close();
  client.disconnect();
});

test('a channel or a list is needed', () => {
  const client = new Redis({ lazyConnect: true });
  expect(() => new RedisHandler({ client })).toThrow(expect.objectContaining({ code: 'LB_CONFIG_INVALID' }));
});
