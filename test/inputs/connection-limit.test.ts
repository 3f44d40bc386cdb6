import { connect as connectHttp2, constants } from 'node:http2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeRequest } from '../contract/drivers/http-message.ts';
import { logsRequest } from '../contract/drivers/otlp-grpc.ts';
import { until } from '../kit/poll.ts';
import { Receiver } from '../kit/receiver.ts';
import { Wire } from '../kit/wire.ts';

const LIMIT = 20;

interface Outcome {
  /** grpc-status. */
  status: string;
  message: string;
  details: Buffer;
}

/** A call over HTTP/2, as gRPC makes it. */
async function exportLogs(address: string, messages: readonly string[]): Promise<Outcome> {
  const session = connectHttp2(`http://${address}`);
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      session.once('error', reject);
      const stream = session.request({
        [constants.HTTP2_HEADER_METHOD]: 'POST',
        [constants.HTTP2_HEADER_PATH]: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      const outcome = (headers: Record<string, unknown>): void => {
        if (headers['grpc-status'] === undefined) return;
        const details = Buffer.from(String(headers['grpc-status-details-bin'] ?? ''), 'base64');
        const message = decodeURIComponent(String(headers['grpc-message'] ?? ''));
        resolve({ status: String(headers['grpc-status']), message, details });
      };
      stream.once('error', reject);
      stream.once('response', outcome);
      stream.once('trailers', outcome);
      stream.resume();
      const message = logsRequest(messages);
      const prefix = Buffer.alloc(5);
      prefix.writeUInt32BE(message.length, 1);
      stream.end(Buffer.concat([prefix, message]));
    });
  } finally {
    session.destroy();
  }
}

/** google.rpc.RetryInfo in google.rpc.Status, with a delay of some seconds. */
const retryInfo = (seconds: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x0a, 0x28]),
    Buffer.from('type.googleapis.com/google.rpc.RetryInfo'),
    Buffer.from([0x12, 4, 0x0a, 2, 0x08, seconds]),
  ]);

describe('limits.connections', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.start({ 'limits.connections': String(LIMIT) });
  });
  afterAll(() => receiver?.[Symbol.asyncDispose]());

  const fill = async (key: string): Promise<Wire[]> => {
    const address = receiver.server.addresses[key]!;
    return Promise.all(Array.from({ length: LIMIT }, () => Wire.open(address)));
  };
  const closed = (input: string): Promise<number> =>
    receiver.server.metric('logboom_input_closed_total', `input="${input}",reason="LB_TOO_MANY_CONNECTIONS"`);

  test.each([
    ['the HTTP port', 'http', 'http', '/api/v1/logs', '{"message":"x"}'],
    ['the port of OTLP over HTTP', 'inputs.otlp.http', 'otlp', '/v1/logs', '{"resourceLogs":[]}'],
  ])('%s answers 503 to those over it, and others go on', async (_title, key, input, path, body) => {
    const wires = await fill(key);
    const one = await Wire.open(receiver.server.addresses[key]!);
    await one.send(encodeRequest(path, body));
    const text = await one.answer((received) => {
      const answer = received.toString();
      return answer.includes('limits.connections') ? answer : undefined;
    });
    expect(text).toMatch(/^HTTP\/1\.1 503 /);
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(text).toMatch(/\r\nretry-after: 1\r\n/i);
    await one.finish();
    // Those within the limit are served, and so is who watches.
    await wires[0]!.send(encodeRequest(path, body));
    expect(
      await wires[0]!.answer((received) => (/^HTTP\/1\.1 2/.test(received.toString()) ? true : undefined)),
    ).toBe(true);
    if (key === 'http') expect((await fetch(`${receiver.server.url}/health`)).status).toBe(200);
    for (const wire of wires) wire.destroy();
    await until('room', async () => (await post(receiver, key, path, body)) === 200);
    expect(await closed(input)).toBeGreaterThan(0);
  });

  test('over it, gRPC calls are UNAVAILABLE and may be tried again, and others go on', async () => {
    const address = receiver.server.addresses['inputs.otlp.grpc']!;
    const wires = await fill('inputs.otlp.grpc');
    const before = await closed('otlp');
    const refused = await exportLogs(address, ['over the limit']);
    expect(refused).toMatchObject({ status: '14', message: expect.stringContaining('limits.connections') });
    expect(refused.details.includes(retryInfo(1))).toBe(true);
    expect(await closed('otlp')).toBe(before + 1);
    for (const wire of wires) wire.destroy();
    await until('room', async () => (await exportLogs(address, ['within the limit'])).status === '0');
    await receiver.records(1, "message = 'within the limit'");
    expect((await receiver.records(0, "message = 'over the limit'")).length).toBe(0);
  });

  test('connections over it that ask for nothing are let go', async () => {
    const wires = await fill('http');
    const one = await Wire.open(receiver.server.addresses.http!);
    await until('the end', () => one.closed, { deadline: 10_000 });
    for (const wire of wires) wire.destroy();
  });
});

async function post(receiver: Receiver, key: string, path: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`http://${receiver.server.addresses[key]}${path}`, { method: 'POST', body, headers }))
    .status;
}

describe('backpressure over gRPC', () => {
  test('a full spool is UNAVAILABLE, with the time after which to try again', async () => {
    await using receiver = await Receiver.start({ 'store.url': 'http://127.0.0.1:1', 'spool.max': '20KiB' });
    const address = receiver.server.addresses['inputs.otlp.grpc']!;
    const messages = Array.from({ length: 50 }, (_, i) => `full ${i}`);
    let outcome = await exportLogs(address, messages);
    while (outcome.status === '0') outcome = await exportLogs(address, messages);
    expect(outcome).toMatchObject({ status: '14', message: expect.stringContaining('spool is full') });
    expect(outcome.details.includes(retryInfo(5))).toBe(true);
    const rejected = 'input="otlp",reason="LB_SPOOL_FULL"';
    expect(await receiver.server.metric('logboom_input_rejected_total', rejected)).toBe(1);
  });

  test('too much memory is RESOURCE_EXHAUSTED, with the same', async () => {
    await using receiver = await Receiver.start({ 'limits.memory': '1MiB' });
    const outcome = await exportLogs(receiver.server.addresses['inputs.otlp.grpc']!, ['hungry']);
    expect(outcome.status).toBe('8');
    expect(outcome.details.includes(retryInfo(1))).toBe(true);
  });
});
