import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { type ClientHttp2Session, connect, constants } from 'node:http2';
import { compress } from 'snappyjs';
import type { ServerProcess } from '../../test/kit/server-process.ts';
import type { Measured } from './measured.ts';

/** Of a request. */
const RECORDS = 1000;
const REQUESTS = 100;
const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/x-protobuf';

interface Protocol {
  path: string;
  type: string;
  body: Buffer;
  headers?: Record<string, string>;
}

/** The records of all protocols: 8 fields, about 220 bytes as JSON. */
const records = Array.from({ length: RECORDS }, (_, index) => ({
  timestamp: new Date(Date.UTC(2026, 6, 1) + index).toISOString(),
  nanos: String((Date.UTC(2026, 6, 1) + index) * 1e6),
  message: `request ${index} to /api/v1/cart/${index % 97} took ${index % 331} ms and returned ${200 + (index % 5)}`,
  level: index % 10 === 0 ? 'warn' : 'info',
  service: 'shop',
  host: `node-${index % 7}`,
  user: `user-${index % 1000}`,
  status: String(200 + (index % 5)),
}));
const plain = records.map(({ nanos: _, ...record }) => record);
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const lines = (values: readonly string[]): Buffer =>
  Buffer.from(values.map((value) => `${value}\n`).join(''));

function field(number: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest >= 128 ? (rest % 128) | 128 : rest);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
}

function fixed64(number: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = number * 8 + 1;
  bytes.writeBigUInt64LE(value, 1);
  return bytes;
}

const attribute = (tag: number, name: string, value: string): Buffer =>
  field(tag, Buffer.concat([field(1, name), field(2, field(1, value))]));

const otlpRecords = records.map(({ nanos, level, message, user, status }) =>
  field(
    2,
    Buffer.concat([
      fixed64(1, BigInt(nanos)),
      Buffer.from([16, level === 'warn' ? 13 : 9]),
      field(5, field(1, message)),
      attribute(6, 'user', user),
      attribute(6, 'status', status),
    ]),
  ),
);
const otlpResource = field(
  1,
  Buffer.concat([attribute(1, 'service.name', 'shop'), attribute(1, 'host.name', 'node')]),
);

const otlpBody = field(1, Buffer.concat([otlpResource, field(2, Buffer.concat(otlpRecords))]));

const lokiEntries = records.map(({ nanos, message, user }) => {
  const time = Buffer.concat([Buffer.from([8]), varint(Number(BigInt(nanos) / 1_000_000_000n))]);
  const pair = Buffer.concat([field(1, 'user'), field(2, user)]);
  return field(2, Buffer.concat([field(1, time), field(2, message), field(3, pair)]));
});

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest >= 128 ? (rest % 128) | 128 : rest);
    if (rest < 128) return Buffer.from(bytes);
  }
}

const journal = records.map(
  ({ nanos, message, user }) =>
    `__REALTIME_TIMESTAMP=${nanos.slice(0, -3)}\nPRIORITY=6\nSYSLOG_IDENTIFIER=shop\n_HOSTNAME=node\nUSER=${user}\nMESSAGE=${message}\n`,
);

const PROTOCOLS: Record<string, Protocol> = {
  'JSON lines': {
    path: '/api/v1/logs',
    type: JSON_TYPE,
    body: lines(plain.map((each) => JSON.stringify(each))),
  },
  'JSON array': { path: '/insert/json', type: JSON_TYPE, body: json(plain) },
  'OTLP, Protocol Buffers': {
    path: '/v1/logs',
    type: PROTOBUF,
    body: otlpBody,
  },
  'OTLP, JSON': {
    path: '/v1/logs',
    type: JSON_TYPE,
    body: json({
      resourceLogs: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
          scopeLogs: [
            {
              logRecords: records.map(({ nanos, message, user, status }) => ({
                timeUnixNano: nanos,
                severityNumber: 9,
                body: { stringValue: message },
                attributes: [
                  { key: 'user', value: { stringValue: user } },
                  { key: 'status', value: { stringValue: status } },
                ],
              })),
            },
          ],
        },
      ],
    }),
  },
  'Loki, Snappy': {
    path: '/loki/api/v1/push',
    type: PROTOBUF,
    body: compress(field(1, Buffer.concat([field(1, '{app="shop", level="info"}'), ...lokiEntries]))),
  },
  'Loki, JSON': {
    path: '/loki/api/v1/push',
    type: JSON_TYPE,
    body: json({
      streams: [
        {
          stream: { app: 'shop', level: 'info' },
          values: records.map(({ nanos, message, user }) => [nanos, message, { user }]),
        },
      ],
    }),
  },
  'Elasticsearch bulk': {
    path: '/_bulk',
    type: 'application/x-ndjson',
    body: lines(plain.flatMap((each) => ['{"create":{"_index":"logs"}}', JSON.stringify(each)])),
  },
  'Splunk HEC': {
    path: '/services/collector',
    type: JSON_TYPE,
    body: Buffer.from(
      plain
        .map((event, index) => JSON.stringify({ time: 1_782_864_000 + index / 1000, host: 'node', event }))
        .join(''),
    ),
  },
  'Seq, CLEF': {
    path: '/ingest/clef',
    type: 'application/vnd.serilog.clef',
    body: lines(
      plain.map(({ timestamp, message, level, ...others }) =>
        JSON.stringify({ '@t': timestamp, '@l': level, '@m': message, ...others }),
      ),
    ),
  },
  Datadog: { path: '/api/v2/logs', type: JSON_TYPE, body: json(plain) },
  'journald upload': {
    path: '/insert/journald/upload',
    type: 'application/vnd.fdo.journal',
    body: lines(journal),
  },
  'CloudWatch Logs': {
    path: '/',
    type: 'application/x-amz-json-1.1',
    headers: { 'X-Amz-Target': 'Logs_20140328.PutLogEvents' },
    body: json({
      logGroupName: '/aws/lambda/shop',
      logStreamName: 's',
      logEvents: plain.map((each, index) => ({
        timestamp: 1_782_864_000_000 + index,
        message: JSON.stringify(each),
      })),
    }),
  },
};

type Send = () => Promise<void>;

function sender(url: string, agent: Agent, { path, type, body, headers }: Protocol): Send {
  return () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sent = request(url + path, {
      method: 'POST',
      agent,
      headers: { 'content-type': type, 'content-length': body.length, ...headers },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      response.resume();
      if ((response.statusCode ?? 500) < 300) response.once('end', resolve);
      else reject(new Error(`${path} answered ${response.statusCode}`));
    });
    sent.end(body);
    return promise;
  };
}

function grpcSender(session: ClientHttp2Session): Send {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(otlpBody.length, 1);
  const message = Buffer.concat([prefix, otlpBody]);
  return async () => {
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_PATH]: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.resume();
    stream.end(message);
    const [trailers] = (await once(stream, 'trailers')) as [Record<string, unknown>];
    if (trailers['grpc-status'] !== '0') throw new Error(`gRPC answered ${String(trailers['grpc-status'])}`);
  };
}

async function measure(send: Send): Promise<number> {
  for (let i = 0; i < REQUESTS / 10; i++) await send();
  const start = performance.now();
  for (let i = 0; i < REQUESTS; i++) await send();
  return (REQUESTS * RECORDS) / ((performance.now() - start) / 1000);
}

/** Requests of a thousand records one after the other, each answered once it is on disk. */
export async function measureHttp(server: ServerProcess): Promise<Measured[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const session = connect(`http://${server.addresses['inputs.otlp.grpc']}`);
  const senders = Object.entries(PROTOCOLS).map(
    ([title, protocol]) => [title, sender(server.url, agent, protocol)] as const,
  );
  await measure(senders[0]![1]);
  const measured: Measured[] = [];
  for (const [title, send] of [...senders, ['OTLP, gRPC', grpcSender(session)] as const]) {
    measured.push({ title, how: 'HTTP, 1,000 a request', rate: await measure(send) });
  }
  session.close();
  agent.destroy();
  return measured;
}
