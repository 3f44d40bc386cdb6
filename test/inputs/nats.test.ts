import { readFileSync } from 'node:fs';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../kit/certificate.ts';
import { Daemon } from '../kit/daemon.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { freePort } from '../kit/free-port.ts';
import { until } from '../kit/poll.ts';
import { expectEachOnce, Receiver } from '../kit/receiver.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { allRead, sourcesOf } from '../kit/sources.ts';

const COUNT = 1000;
const USER = { user: 'ada', pass: 'lovelace' };
const SETTINGS = { 'inputs.nats.username': USER.user, 'inputs.nats.password': USER.pass };

let files: TemporaryDirectory;
let port: number;
let daemon: Daemon;
let publisher: NatsConnection;
let receiver: Receiver;

async function startNats(): Promise<Daemon> {
  const args = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', files.path];
  const started = Daemon.start('nats-server', [...args, '--user', USER.user, '--pass', USER.pass]);
  await until('nats-server', () => started.output.includes('Server is ready'));
  return started;
}

beforeAll(async () => {
  files = await TemporaryDirectory.create();
  port = await freePort();
  daemon = await startNats();
  publisher = await connect({
    servers: `127.0.0.1:${port}`,
    ...USER,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
  });
  await (await jetstreamManager(publisher)).streams.add({ name: 'LOGS', subjects: ['js.>'] });
  receiver = await Receiver.start({
    ...SETTINGS,
    'inputs.nats.url': `nats://127.0.0.1:${port}`,
    'inputs.nats.subjects': 'logs.>,plain',
    'inputs.nats.streams': 'LOGS',
  });
  await allRead(receiver.server, 'nats', 2);
});

afterAll(async () => {
  await publisher?.close();
  await receiver?.[Symbol.asyncDispose]();
  await daemon?.stop();
  await files?.[Symbol.asyncDispose]();
});

const messages = (word: string): string[] =>
  Array.from({ length: COUNT }, (_, index) => `${word} number ${index}`);

const recordOf = (message: string): string =>
  JSON.stringify({
    message,
    level: 'critical',
    service: 'shop',
    time: '2025-11-21T10:00:00.5Z',
    user: { id: 7 },
  });

describe('core subjects', () => {
  test('every message once', async () => {
    const sent = messages('core');
    for (const message of sent) publisher.publish('logs.shop', recordOf(message));
    await publisher.flush();
    const records = await receiver.records(COUNT, "attributes['nats.subject'] = 'logs.shop'");
    expectEachOnce(records, sent);
    for (const { level, service, timestamp, attributes, source } of records) {
      expect({ level, service, source }).toEqual({ level: 'fatal', service: 'shop', source: 'nats' });
      expect(timestamp).toBe('2025-11-21T10:00:00.500000000Z');
      expect(attributes).toMatchObject({ 'user.id': '7' });
    }
  });

  test('text, headers and trace context', async () => {
    const extra = headers();
    extra.append('tenant', 'acme');
    extra.append('traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
    publisher.publish('plain', 'just words', { headers: extra });
    expect(await receiver.records(1, "service = 'plain'")).toMatchObject([
      {
        ...{
          message: 'just words',
          trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
          span_id: '00f067aa0ba902b7',
        },
        attributes: { 'nats.subject': 'plain', 'nats.header.tenant': 'acme' },
      },
    ]);
  });
});

async function publish(subject: string, word: string): Promise<string[]> {
  const js = jetstream(publisher);
  const sent = messages(word);
  for (let i = 0; i < sent.length; i += 100) {
    await Promise.all(sent.slice(i, i + 100).map((message) => js.publish(subject, recordOf(message))));
  }
  return sent;
}

describe('JetStream', () => {
  test('every message once, all acknowledged', async () => {
    const sent = await publish('js.shop', 'stream');
    const records = await receiver.records(COUNT, "attributes['nats.subject'] = 'js.shop'");
    expectEachOnce(records, sent);
    expect(new Set(records.map(({ level }) => level))).toEqual(new Set(['fatal']));
    const manager = await jetstreamManager(publisher);
    await until('the acknowledgements', async () => {
      const { num_ack_pending, num_pending } = await manager.consumers.info('LOGS', 'logboom');
      return num_ack_pending === 0 && num_pending === 0;
    });
  });

  test('what is not acknowledged when the server is killed comes again; NATS may go and come back', async () => {
    const manager = await jetstreamManager(publisher);
    await manager.streams.add({ name: 'CRASH', subjects: ['crash.>'] });
    // What was sent and not acknowledged comes again soon.
    await manager.consumers.add('CRASH', { durable_name: 'quick', ack_policy: 'explicit', ack_wait: 1e9 });
    await using data = await TemporaryDirectory.create();
    const flags = {
      ...{ ...receiver.storeFlags, ...SETTINGS, 'inputs.nats.url': `nats://127.0.0.1:${port}` },
      ...{ 'inputs.nats.streams': 'CRASH', 'inputs.nats.consumer': 'quick' },
    };
    const sent: string[] = [];
    for (let round = 0; round < 3; round++) {
      await using server = await ServerProcess.start({ data: data.path, flags });
      sent.push(...(await publish('crash.shop', `crash-${round}`)));
      if (round === 1) {
        await daemon.stop('SIGTERM');
        daemon = await startNats();
      }
      await server.kill();
    }
    await using server = await ServerProcess.start({ data: data.path, flags });
    // At least once: nothing is missing, and what came twice does not count.
    const found = async (): Promise<Set<string>> => {
      const records = await receiver.records(sent.length, "attributes['nats.subject'] = 'crash.shop'");
      return new Set(records.map(({ message }) => message));
    };
    await until('every message', async () => (await found()).size >= sent.length, { deadline: 20_000 });
    expect(await found()).toEqual(new Set(sent));
    await until('the acknowledgements', async () => {
      const { num_ack_pending, num_pending } = await manager.consumers.info('CRASH', 'quick');
      return num_ack_pending === 0 && num_pending === 0;
    });
    await server.stop();
  });
});

describe('what goes wrong is reported', () => {
  test.each([
    ['a wrong password', { 'inputs.nats.password': 'wrong', 'inputs.nats.subjects': 'a' }, /authorization/i],
    ['a stream that is not there', { 'inputs.nats.streams': 'NONE' }, /stream not found/i],
    ['nobody there', { 'inputs.nats.url': 'nats://127.0.0.1:1', 'inputs.nats.subjects': 'a' }, /refused/i],
  ])('%s', async (_title, more, expected) => {
    await using data = await TemporaryDirectory.create();
    const url = { 'inputs.nats.url': `nats://127.0.0.1:${port}` };
    const flags = { ...receiver.storeFlags, ...SETTINGS, ...url, ...more };
    await using server = await ServerProcess.start({ data: data.path, flags });
    const problem = await until('a problem', async () => (await sourcesOf(server, 'nats'))[0]?.problem);
    expect(problem).toMatch(expected);
    expect(await server.metric('logboom_input_closed_total', 'input="nats"')).toBeGreaterThan(0);
    await server.stop();
  });

  test('TLS, with a certificate that must be known', async () => {
    const { certificate, key } = await makeCertificate(files.path);
    const secure = await freePort();
    const args = [
      '-a',
      '127.0.0.1',
      '-p',
      String(secure),
      '--tls',
      '--tlscert',
      certificate,
      '--tlskey',
      key,
    ];
    await using other = Daemon.start('nats-server', args);
    await until('nats-server', () => other.output.includes('Server is ready'));
    await using data = await TemporaryDirectory.create();
    const flags = {
      ...{ ...receiver.storeFlags, 'inputs.nats.url': `tls://localhost:${secure}` },
      ...{ 'inputs.nats.subjects': 'secure', 'inputs.nats.ca': certificate },
    };
    await using server = await ServerProcess.start({ data: data.path, flags });
    await allRead(server, 'nats', 1);
    const client = await connect({
      servers: `localhost:${secure}`,
      tls: { ca: readFileSync(certificate, 'utf8') },
    });
    client.publish('secure', 'over tls');
    await client.flush();
    expect(await receiver.records(1, "message = 'over tls'")).toHaveLength(1);
    await client.close();
    await server.stop();
  });
});
