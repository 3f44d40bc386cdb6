import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../kit/certificate.ts';
import { Daemon, runProgram } from '../kit/daemon.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { freePort } from '../kit/free-port.ts';
import { until } from '../kit/poll.ts';
import { findPython } from '../kit/python.ts';
import { expectEachOnce, Receiver } from '../kit/receiver.ts';
import { REDIS_PASSWORD, RedisServer } from '../kit/redis-server.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { allRead, sourcesOf } from '../kit/sources.ts';

const COUNT = 1000;
const REDIS_LOG = fileURLToPath(new URL('../python/redis_log.py', import.meta.url));

let files: TemporaryDirectory;
let redis: RedisServer;
let receiver: Receiver;
let flags: Record<string, string>;

beforeAll(async () => {
  files = await TemporaryDirectory.create();
  redis = new RedisServer(await freePort(), files.path);
  await redis.start();
  flags = {
    'inputs.redis.url': `redis://127.0.0.1:${redis.port}`,
    'inputs.redis.password': REDIS_PASSWORD,
  };
  receiver = await Receiver.start({
    ...flags,
    'inputs.redis.channels': 'my:channel,plain',
    'inputs.redis.patterns': 'apps.*',
    'inputs.redis.lists': 'queue',
    'inputs.redis.streams': 'events',
  });
  await allRead(receiver.server, 'redis', 3);
});

afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]();
  await redis?.stop();
  await files?.[Symbol.asyncDispose]();
});

const messages = (word: string): string[] =>
  Array.from({ length: COUNT }, (_, index) => `${word} number ${index}`);

describe('channels', () => {
  test.each([
    ['subscribe', 'my:channel', 'channel'],
    ['psubscribe', 'apps.shop', 'pattern'],
  ])("%s: python-redis-log's records, rendered", async (_how, channel, word) => {
    const args = [String(redis.port), REDIS_PASSWORD, channel, word, String(COUNT)];
    await runProgram(findPython('redis'), [REDIS_LOG, ...args]);
    const records = await receiver.records(COUNT, "attributes['redis.channel'] = {channel:String}", {
      channel,
    });
    const sent = [...messages(word).slice(0, -2), 'I like pie', 'Trousers!'];
    expectEachOnce(records, sent);
    for (const { logger, attributes, service, timestamp, host, source } of records) {
      expect({ logger, service, source }).toEqual({ logger: 'my.logger', service: channel, source: 'redis' });
      expect(attributes).toMatchObject({ funcname: 'work', filename: REDIS_LOG });
      expect(attributes.line_no).toMatch(/^\d+$/);
      expect(attributes.username).not.toBe('');
      expect(host).not.toBe('');
      expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
    }
    expect(records[5]).toMatchObject({
      ...{ level: 'warn', message: `${word} number 5` },
      attributes: { msg: '%s number %d', args: `["${word}",5]` },
    });
    const last = Object.fromEntries(records.slice(-2).map((record) => [record.message, record]));
    expect(last['I like pie']).toMatchObject({ level: 'debug' });
    expect(last['Trousers!']).toMatchObject({ level: 'error' });
    expect(last['Trousers!']?.attributes.traceback).toMatch(/^Traceback .*\n(?:.*\n)*ValueError: no\n$/);
  });

  test('what is no JSON is a message', async () => {
    redis.run('PUBLISH', 'plain', 'just words');
    redis.run('PUBLISH', 'plain', '{"odd":');
    const records = await receiver.records(2, "attributes['redis.channel'] = 'plain'");
    expect(records.map(({ message }) => message).sort()).toEqual(['just words', '{"odd":'].sort());
  });
});

/** Pushes or adds through python3-redis. */
async function fill(
  kind: 'list' | 'stream',
  name: string,
  word: string,
  port = redis.port,
): Promise<string[]> {
  const code = `
import json, redis, sys
kind, name, word = sys.argv[2:5]
r = redis.Redis(port=int(sys.argv[1]), password='${REDIS_PASSWORD}')
p = r.pipeline(transaction=False)
for i in range(${COUNT}):
    record = dict(message='%s number %d' % (word, i), level='error', service='shop', order=i)
    if kind == 'list': p.rpush(name, json.dumps(record))
    elif i % 2: p.xadd(name, {'record': json.dumps(record)})
    else: p.xadd(name, record)
p.execute()
`;
  await runProgram(findPython('redis'), ['-c', code, String(port), kind, name, word]);
  return messages(word);
}

describe.each([
  ['list', 'queue'],
  ['stream', 'events'],
] as const)('a %s', (kind, name) => {
  test('every element once, and nothing of it is left to do', async () => {
    const sent = await fill(kind, name, `first-${kind}`);
    const records = await receiver.records(COUNT, 'startsWith(message, {word:String})', {
      word: `first-${kind} `,
    });
    expectEachOnce(records, sent);
    for (const { level, service, attributes } of records) {
      expect({ level, service }).toEqual({ level: 'error', service: 'shop' });
      expect(attributes).toMatchObject({ [`redis.${kind}`]: name, order: expect.stringMatching(/^\d+$/) });
    }
    if (kind === 'list') {
      await until('an empty list', () => redis.run('KEYS', 'queue*').trim() === '');
    } else {
      const pending = (): string => redis.run('XPENDING', 'events', 'logboom').trim();
      await until('no pending entries', () => pending().startsWith('0'));
    }
  });

  test('kill -9 of the server and of Redis at any moment loses and doubles nothing', async () => {
    await using data = await TemporaryDirectory.create();
    const own = `crash-${kind}`;
    const settings = { ...flags, ...receiver.storeFlags, [`inputs.redis.${kind}s`]: own };
    const sent: string[] = [];
    for (let round = 0; round < 4; round++) {
      await using server = await ServerProcess.start({ data: data.path, flags: settings });
      sent.push(...(await fill(kind, own, `${own}-${round}`)));
      // Some way into the work, another way each time.
      await until(
        'some records',
        async () => (await server.metric('logboom_input_records_total', 'redis')) > 0 || round % 2 === 0,
      );
      if (round === 1) {
        await redis.stop('SIGKILL');
        await redis.start();
      }
      await server.kill();
    }
    await using server = await ServerProcess.start({ data: data.path, flags: settings });
    const records = await receiver.records(sent.length, 'startsWith(message, {own:String})', { own });
    expectEachOnce(records, sent);
    await server.stop();
  });
});

describe('what goes wrong is reported', () => {
  const startWith = (data: string, more: Record<string, string>): Promise<ServerProcess> =>
    ServerProcess.start({ data, flags: { ...receiver.storeFlags, ...flags, ...more } });

  const problem = (server: ServerProcess): Promise<string> =>
    until('a problem', async () => (await sourcesOf(server, 'redis'))[0]?.problem);

  test.each([
    ['a wrong password', { 'inputs.redis.password': 'wrong', 'inputs.redis.channels': 'a' }, /WRONGPASS/],
    ['a key of another type', { 'inputs.redis.lists': 'a-string' }, /WRONGTYPE/],
    [
      'nobody there',
      { 'inputs.redis.url': 'redis://127.0.0.1:1', 'inputs.redis.lists': 'a' },
      /ECONNREFUSED/,
    ],
  ])('%s', async (_title, more, expected) => {
    redis.run('SET', 'a-string', 'x');
    await using data = await TemporaryDirectory.create();
    await using server = await startWith(data.path, more);
    expect(await problem(server)).toMatch(expected);
    expect(server.log).toMatch(expected);
    expect(await server.metric('logboom_input_closed_total', 'input="redis"')).toBeGreaterThan(0);
    await server.stop();
  });

  test('a server that comes back is read again', async () => {
    const own = new RedisServer(await freePort(), files.path, ['--appendonly', 'no']);
    await own.start();
    await using data = await TemporaryDirectory.create();
    await using server = await startWith(data.path, {
      'inputs.redis.url': `redis://127.0.0.1:${own.port}`,
      'inputs.redis.channels': 'back',
    });
    await allRead(server, 'redis', 1);
    await own.stop('SIGKILL');
    await until('a problem', async () => (await sourcesOf(server, 'redis'))[0]?.state === 'connecting');
    await own.start();
    await allRead(server, 'redis', 1);
    own.run('PUBLISH', 'back', 'here again');
    expect(await receiver.records(1, "message = 'here again'")).toHaveLength(1);
    await server.stop();
    await own.stop();
  });

  test('TLS, with a certificate that must be known', async () => {
    const { certificate, key } = await makeCertificate(files.path);
    const port = await freePort();
    await using daemon = Daemon.start('redis-server', [
      ...['--port', '0', '--tls-port', String(port), '--bind', '127.0.0.1', '--save', ''],
      ...['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'],
    ]);
    await using data = await TemporaryDirectory.create();
    const settings = {
      ...{ 'inputs.redis.url': `rediss://localhost:${port}`, 'inputs.redis.lists': 'secure' },
      'inputs.redis.password': '',
    };
    {
      await using server = await startWith(data.path, settings);
      expect(await problem(server), daemon.output).toMatch(/self.signed certificate|ECONNREFUSED/);
    }
    await using server = await startWith(data.path, { ...settings, 'inputs.redis.ca': certificate });
    await allRead(server, 'redis', 1);
    const tls = ['-p', String(port), '--tls', '--cacert', certificate, 'RPUSH', 'secure', 'over tls'];
    await runProgram('redis-cli', tls);
    expect(await receiver.records(1, "message = 'over tls'")).toHaveLength(1);
    await server.stop();
  });
});
