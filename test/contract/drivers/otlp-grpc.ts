import type { Answer, Driver } from './driver.ts';
import { field } from './http-protocols.ts';

/** Types and flags of HTTP/2 frames (RFC 9113, section 6). */
const DATA = 0;
const HEADERS = 1;
const RST_STREAM = 3;
const SETTINGS = 4;
const GOAWAY = 7;
const END_STREAM = 1;
const END_HEADERS = 4;

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const FRAME_MAX = 16_384;

const frame = (type: number, flags: number, stream: number, payload: Buffer): Buffer => {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
};

/** HPACK (RFC 7541) without tables and without Huffman: a literal name and a literal value. */
const header = (name: string, value: string): Buffer =>
  Buffer.concat([Buffer.of(0, name.length), Buffer.from(name), Buffer.of(value.length), Buffer.from(value)]);

/** A call on a new connection: preface, headers, the message in frames. */
function call(message: Buffer, { service = 'logs.v1.LogsService', encoding = 'identity' } = {}): Buffer {
  const prefix = Buffer.alloc(5, encoding === 'identity' ? 0 : 1);
  prefix.writeUInt32BE(message.length, 1);
  const body = Buffer.concat([prefix, message]);
  const headers = Buffer.concat([
    header(':method', 'POST'),
    header(':scheme', 'http'),
    header(':path', `/opentelemetry.proto.collector.${service}/Export`),
    header(':authority', 'logboom'),
    header('content-type', 'application/grpc'),
    header('te', 'trailers'),
    header('grpc-encoding', encoding),
  ]);
  const frames = [PREFACE, frame(SETTINGS, 0, 0, Buffer.alloc(0)), frame(HEADERS, END_HEADERS, 1, headers)];
  for (let at = 0; at < body.length; at += FRAME_MAX) {
    const isLast = at + FRAME_MAX >= body.length;
    frames.push(frame(DATA, isLast ? END_STREAM : 0, 1, body.subarray(at, at + FRAME_MAX)));
  }
  return Buffer.concat(frames);
}

/** A message comes only with success; what is refused has nothing but the trailers. */
function readAnswer(received: Buffer): Answer | undefined {
  for (let at = 0; at + 9 <= received.length; ) {
    const length = received.readUIntBE(at, 3);
    const type = received[at + 3];
    const flags = received[at + 4]!;
    if (type === DATA && length > 0) return 'accepted';
    if (type === RST_STREAM || type === GOAWAY) return 'refused';
    if (type === HEADERS && (flags & END_STREAM) !== 0) return 'refused';
    at += 9 + length;
  }
  return undefined;
}

/** ExportLogsServiceRequest. */
export const logsRequest = (messages: readonly string[]): Buffer =>
  field(1, field(2, Buffer.concat(messages.map((message) => field(2, field(5, field(1, message)))))));

/** OTLP over gRPC. */
export const otlpGrpc: Driver = {
  title: 'OTLP over gRPC',
  input: 'otlp',
  address: 'inputs.otlp.grpc',
  transport: 'tcp',
  encode: (messages) => call(logsRequest(messages)),
  readAnswer,
  malformed: {
    'a message that is no Protocol Buffers': call(Buffer.from('no protobuf')),
    'a message that is cut off': call(logsRequest(['cut']).subarray(0, 8)),
  },
  foreign: {
    'gzip that is none': call(logsRequest(['x']), { encoding: 'gzip' }),
    'an unknown compression': call(logsRequest(['x']), { encoding: 'lzma' }),
    'a service that is not there': call(logsRequest(['x']), { service: 'metrics.v1.MetricsService' }),
    'no HTTP/2': Buffer.from('GET / HTTP/1.1\r\nHost: logboom\r\n\r\n'),
  },
};
