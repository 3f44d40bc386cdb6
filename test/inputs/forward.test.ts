import { join } from 'node:path';
import { EventTime, FluentClient } from '@fluent-org/logger';
import { Encoder } from '@msgpack/msgpack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../kit/daemon.ts';
import { findUnpacked } from '../kit/debian.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { parseHostPort } from '../kit/ports.ts';
import { findPython } from '../kit/python.ts';
import { expectEachOnce, Receiver } from '../kit/receiver.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { Wire } from '../kit/wire.ts';

const COUNT = 1000;
const SECRET = { sharedKey: 'a secret', username: 'ada', password: 'lovelace' };

let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.start();
});

afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]();
});

const messages = (word: string): string[] =>
  Array.from({ length: COUNT }, (_, index) => `${word} number ${index}`);

describe('@fluent-org/logger', () => {
  test.each(['Message', 'Forward', 'PackedForward', 'CompressedPackedForward'] as const)(
    '%s, each chunk acknowledged',
    async (eventMode) => {
      const { host, port } = receiver.address('inputs.forward.tcp');
      const client = new FluentClient(`forward.${eventMode}`, {
        eventMode,
        ack: { ackTimeout: 10_000 },
        socket: { host, port },
        flushInterval: 5,
      });
      const sent = messages(eventMode);
      await Promise.all(
        sent.map((message, index) =>
          client.emit(
            'area',
            { message, level: 'error', index, user: { id: 7 } },
            new EventTime(1763719200, index),
          ),
        ),
      );
      await client.shutdown();
      const condition = 'service = {service:String}';
      const records = await receiver.records(COUNT, condition, { service: `forward.${eventMode}.area` });
      expectEachOnce(records, sent);
      for (const { message, level, timestamp, attributes, source, host: from } of records) {
        const index = message.split(' ').at(-1)!;
        expect({ level, source, from }).toEqual({ level: 'error', source: 'forward', from: '127.0.0.1' });
        expect(timestamp).toBe(`2025-11-21T10:00:00.${index.padStart(9, '0')}Z`);
        expect(attributes).toEqual({ index, 'user.id': '7' });
      }
    },
  );
});

test("Python's fluent-logger, without acknowledgements", async () => {
  const { root } = findUnpacked('fluent-logger', 'usr/lib/python3/dist-packages/fluent/sender.py');
  const code = `
import logging, sys
from fluent import handler
h = handler.FluentHandler('python.app', host='127.0.0.1', port=int(sys.argv[1]), nanosecond_precision=True)
h.setFormatter(handler.FluentRecordFormatter({'host': '%(hostname)s', 'logger': '%(name)s', 'level': '%(levelname)s'}))
log = logging.getLogger('area')
log.addHandler(h)
for i in range(${COUNT}):
    log.critical({'message': 'python number %d' % i, 'order': i})
h.close()
`;
  const env = { ...process.env, PYTHONPATH: join(root, 'usr/lib/python3/dist-packages') };
  const { port } = receiver.address('inputs.forward.tcp');
  await runProgram(findPython(), ['-c', code, String(port)], { env });
  const records = await receiver.records(COUNT, "service = 'python.app'");
  expectEachOnce(records, messages('python'));
  for (const { level, logger, attributes, timestamp } of records) {
    expect({ level, logger }).toEqual({ level: 'fatal', logger: 'area' });
    expect(attributes).toHaveProperty('order');
    expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
  }
});

const encoder = new Encoder();
const encode = (value: unknown): Buffer => Buffer.from(encoder.encode(value));

/** A chunk of records, and whether its acknowledgement came. */
async function sendChunk(address: string, chunk: string, records: string[]): Promise<boolean> {
  const entries = records.map((message) => [1763719200, { message }]);
  const wire = await Wire.open(address);
  await wire.send(encode(['again', entries, { chunk }]));
  const expected = encode({ ack: chunk });
  const answer = await wire.answer((received) => (received.length >= expected.length ? received : undefined));
  wire.destroy();
  return answer?.equals(expected) ?? false;
}

test('a chunk that is sent again is acknowledged again and not stored again: at once, later, after kill -9', async () => {
  await using data = await TemporaryDirectory.create();
  const sent = messages('again');
  const flags = receiver.storeFlags;
  {
    await using server = await ServerProcess.start({ data: data.path, flags });
    const address = server.addresses['inputs.forward.tcp']!;
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => sendChunk(address, 'the same', sent)));
    expect(atOnce).toEqual(Array(8).fill(true));
    expect(await sendChunk(address, 'the same', sent)).toBe(true);
    await server.kill();
  }
  await using server = await ServerProcess.start({ data: data.path, flags });
  expect(await sendChunk(server.addresses['inputs.forward.tcp']!, 'the same', sent)).toBe(true);
  expect(await sendChunk(server.addresses['inputs.forward.tcp']!, 'another', ['one more'])).toBe(true);
  expectEachOnce(await receiver.records(COUNT + 1, "service = 'again'"), [...sent, 'one more']);
  await server.stop();
});

describe('the shared key', () => {
  let data: TemporaryDirectory;
  let server: ServerProcess;

  beforeAll(async () => {
    data = await TemporaryDirectory.create();
    server = await ServerProcess.start({
      data: data.path,
      flags: {
        ...receiver.storeFlags,
        'inputs.forward.shared_key': SECRET.sharedKey,
        'inputs.forward.username': SECRET.username,
        'inputs.forward.password': SECRET.password,
      },
    });
  });

  afterAll(async () => {
    await server?.stop();
    await data?.[Symbol.asyncDispose]();
  });

  const connect = (security: Partial<typeof SECRET>): FluentClient =>
    new FluentClient('secret', {
      ack: { ackTimeout: 5_000 },
      socket: { ...parseHostPort(server.addresses['inputs.forward.tcp']!), disableReconnect: true },
      security: { clientHostname: 'tester', ...SECRET, ...security },
      disableAutoconnect: true,
    });

  test('lets those in who know it', async () => {
    const client = connect({});
    await client.connect();
    await client.emit({ message: 'known' });
    await client.shutdown();
    expect(await receiver.records(1, "service = 'secret'")).toMatchObject([{ message: 'known' }]);
  });

  test.each([
    ['another key', { sharedKey: 'wrong' }],
    ['another user', { username: 'eve' }],
    ['another password', { password: 'wrong' }],
  ])('refuses %s', async (_title, wrong) => {
    const closed = await server.metric('logboom_input_closed_total', 'input="forward"');
    const client = connect(wrong);
    await client.connect().catch(() => undefined);
    await expect.poll(() => server.metric('logboom_input_closed_total', 'input="forward"')).toBe(closed + 1);
    await client.disconnect().catch(() => undefined);
  });

  test("is one of the server's tokens where there is no other", async () => {
    await using own = await TemporaryDirectory.create();
    const flags = { ...receiver.storeFlags, 'auth.tokens': 'first,second' };
    await using other = await ServerProcess.start({ data: own.path, flags });
    const client = new FluentClient('token', {
      ack: { ackTimeout: 5_000 },
      socket: parseHostPort(other.addresses['inputs.forward.tcp']!),
      security: { clientHostname: 'tester', sharedKey: 'second' },
    });
    await client.emit({ message: 'with a token' });
    await client.shutdown();
    expect(await receiver.records(1, "service = 'token'")).toMatchObject([{ message: 'with a token' }]);
    const refused = await fetch(`${other.url}/gelf`, {
      method: 'POST',
      body: '{"short_message":"no token"}',
    });
    expect(refused.status).toBe(401);
    await other.stop();
  });

  test('refuses those who do not shake hands', async () => {
    const wire = await Wire.open(server.addresses['inputs.forward.tcp']!);
    await wire.send(encode(['secret', 1763719200, { message: 'stowaway' }]));
    expect(await wire.answer(() => undefined)).toBeUndefined();
    expect(wire.closed || wire.socket.readableEnded).toBe(true);
  });
});
