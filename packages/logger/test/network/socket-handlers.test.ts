import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import {
  type DeliveryHandler,
  LogEvent,
  onInternalError,
  SyslogHandler,
  TcpHandler,
  UdpHandler,
} from '@logboom/logger';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';
import { until } from '../../../../test/kit/poll.ts';
import { AnswerReader } from '../../src/network/answers.ts';

let directory: TemporaryDirectory;
beforeEach(async () => {
  directory = await TemporaryDirectory.create();
  onInternalError(() => undefined);
});
afterEach(async () => {
  onInternalError(undefined);
  await directory[Symbol.asyncDispose]();
});

const base = (): { spool: string; backoff: { min: number; max: number } } => ({
  spool: join(directory.path, 'spool'),
  backoff: { min: 5, max: 20 },
});

function log(handler: DeliveryHandler, from: number, to: number): void {
  for (let i = from; i < to; i++)
    handler.handle(
      LogEvent.from({ name: 'shop.pay', level: 30, template: `m${i}`, fields: { user: 'a"]\\' } }),
    );
}

/** A server that keeps what it gets, and can die the way a killed process does: with a reset. */
async function listen(port = 0): Promise<{ port: number; text: () => string; reset: () => Promise<void> }> {
  let text = '';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => undefined);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    text: () => text,
    async reset() {
      server.close();
      for (const socket of sockets) socket.resetAndDestroy();
      await once(server, 'close');
    },
  };
}

describe('TCP', () => {
  test('what was written shortly before the server died is sent again: at least once, in order', async () => {
    const first = await listen();
    const handler = new TcpHandler({ ...base(), port: first.port, formatter: ({ message }) => message });
    log(handler, 0, 100);
    await until('records', () => first.text().endsWith('m99\n'));
    await first.reset();
    log(handler, 100, 200);
    const second = await listen(first.port);
    await until('records', () => second.text().endsWith('m199\n'));
    expect(second.text().split('\n').slice(0, -1)).toEqual(Array.from({ length: 200 }, (_, i) => `m${i}`));
    await handler.close();
    await second.reset();
  });

  test('what has settled is not sent again', async () => {
    const first = await listen();
    const handler = new TcpHandler({
      ...base(),
      port: first.port,
      settle: 30,
      formatter: ({ message }) => message,
    });
    log(handler, 0, 10);
    await until('settling', () => handler.stats.delivered === 10);
    await first.reset();
    const second = await listen(first.port);
    log(handler, 10, 11);
    await until('records', () => second.text() === 'm10\n');
    await handler.close();
    await second.reset();
  });
});

describe('UDP', () => {
  test('a datagram a line; what a host refuses comes when somebody listens', async () => {
    const probe = createSocket('udp4').bind(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address();
    probe.close();
    await once(probe, 'close');
    const handler = new UdpHandler({ ...base(), port, formatter: ({ message }) => message });
    log(handler, 0, 20);
    await until('a refusal', () => handler.stats.connected === false && handler.stats.waiting === 20);
    const received: string[] = [];
    const socket = createSocket('udp4').on('message', (message) => received.push(message.toString()));
    socket.bind(port, '127.0.0.1');
    await until('datagrams', () => handler.stats.delivered === 20 && received.length >= 20);
    expect(new Set(received)).toEqual(new Set(Array.from({ length: 20 }, (_, i) => `m${i}`)));
    await handler.close();
    socket.close();
  });
});

describe('syslog', () => {
  test('RFC 5424 over UDP', async () => {
    const received: string[] = [];
    const socket = createSocket('udp4').on('message', (message) => received.push(message.toString()));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const handler = new SyslogHandler({
      ...base(),
      port: socket.address().port,
      facility: 'local0',
      hostname: 'web 1',
    });
    log(handler, 0, 1);
    await until('a datagram', () => received.length > 0);
    expect(received[0]).toMatch(
      /^<132>1 \d{4}-\d\d-\d\dT[\d:.]+Z web_1 shop \d+ shop\.pay \[fields@32473 user="a\\"\\\]\\\\"\] m0$/,
    );
    await handler.close();
    socket.close();
  });

  test('RFC 3164 over TCP, a line each', async () => {
    const server = await listen();
    const handler = new SyslogHandler({
      ...base(),
      protocol: 'tcp',
      port: server.port,
      format: 3164,
      hostname: 'web',
    });
    log(handler, 0, 2);
    await until('lines', () => server.text().split('\n').length === 3);
    expect(server.text().split('\n')[1]).toMatch(
      /^<12>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d web shop\.pay\[\d+\]: m1 \{"user":"a\\"\]\\\\"\}$/,
    );
    await handler.close();
    await server.reset();
  });

  test('TLS with counted octets', async () => {
    const key = join(directory.path, 'key.pem');
    const cert = join(directory.path, 'cert.pem');
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
    ]);
    expect(made.status, String(made.stderr)).toBe(0);
    let text = '';
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) =>
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const tls = { ca: readFileSync(cert) };
    const handler = new SyslogHandler({ ...base(), host: 'localhost', port, tls });
    handler.handle(LogEvent.from({ name: 'a', level: 20, template: 'grüße\nzwei' }));
    await until('a message', () => text.includes('zwei'));
    const [, length, message] = /^(\d+) (.*)$/s.exec(text)!;
    expect(Buffer.byteLength(message!)).toBe(Number(length));
    expect(message).toMatch(/ - grüße\\nzwei$/);
    await handler.close();
    server.close();
  });
});

test.each([
  ['udp', () => new UdpHandler({ ...base(), host: 'nowhere.invalid', port: 9 })],
  ['tcp', () => new TcpHandler({ ...base(), host: 'nowhere.invalid', port: 9 })],
] as const)('a host that does not exist is told of over %s, and records wait', async (_, make) => {
  const reports: string[] = [];
  onInternalError((_where, error) => reports.push(String(error)));
  const handler = make();
  log(handler, 0, 1);
  await until('a report', () => reports.length > 0);
  expect(reports[0]).toMatch(/nowhere\.invalid:9 is away \(getaddrinfo/);
  expect(handler.stats).toMatchObject({ waiting: 1, connected: false });
  await handler.close();
});

test('whatever a server answers is an answer or an error', () => {
  const piece = fc.constantFrom(
    '{"logboom":"ack","number":1}',
    '{"logboom":"welcome","last":-1}',
    '\n',
    'null',
    '{',
    'x',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { minLength: 1 }), (pieces) => {
      const reader = new AnswerReader();
      try {
        for (const text of pieces)
          for (const answer of reader.push(text)) expect(answer.kind).toMatch(/ack|welcome|error/);
      } catch (error) {
        expect(String(error)).toContain('is its port the one for lines?');
      }
    }),
  );
});
