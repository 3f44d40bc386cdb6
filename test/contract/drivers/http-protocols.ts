import { compress } from 'snappyjs';
import type { Driver } from './driver.ts';
import { encodeRequest, readStatus } from './http-message.ts';

const lines = (messages: readonly string[], line: (message: string) => string): string =>
  messages.map((message) => `${line(message)}\n`).join('');
const gzip = { 'Content-Encoding': 'gzip' };

/** What every protocol over HTTP refuses. */
const malformed = (path: string, type = 'application/json'): Record<string, Buffer> => ({
  'an end inside a value': encodeRequest(path, '{"message":"cut', { 'Content-Type': type }),
  'gzip that is none': encodeRequest(path, '{"message":"x"}', { 'Content-Type': type, ...gzip }),
  'an unknown encoding': encodeRequest(path, '{"message":"x"}', {
    'Content-Type': type,
    'Content-Encoding': 'lzma',
  }),
});

const overHttp = { address: 'http', transport: 'tcp', readAnswer: readStatus } as const;

/** OTLP in JSON. */
export const otlpJson: Driver = {
  ...overHttp,
  title: 'OTLP, JSON on the main port',
  input: 'otlp',
  encode: (messages) =>
    encodeRequest(
      '/v1/logs',
      JSON.stringify({
        resourceLogs: [
          { scopeLogs: [{ logRecords: messages.map((message) => ({ body: { stringValue: message } })) }] },
        ],
      }),
    ),
  malformed: malformed('/v1/logs'),
};

/** A field of Protocol Buffers that is a text or a message. */
export function field(number: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest >= 128 ? (rest % 128) | 128 : rest);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
}

const PROTOBUF = { 'Content-Type': 'application/x-protobuf' };

/** OTLP in Protocol Buffers, on its own port. */
export const otlpProtobuf: Driver = {
  ...overHttp,
  title: 'OTLP, Protocol Buffers on its own port',
  input: 'otlp',
  address: 'inputs.otlp.http',
  encode: (messages) => {
    const records = messages.map((message) => field(2, field(5, field(1, message))));
    return encodeRequest('/v1/logs', field(1, field(2, Buffer.concat(records))), PROTOBUF);
  },
  malformed: malformed('/v1/logs', 'application/x-protobuf'),
};

/** Loki in JSON. */
export const lokiJson: Driver = {
  ...overHttp,
  title: 'Loki, JSON',
  input: 'loki',
  encode: (messages) => {
    const values = messages.map((message) => [String(Date.now() * 1e6), message]);
    return encodeRequest(
      '/loki/api/v1/push',
      JSON.stringify({ streams: [{ stream: { app: 'a' }, values }] }),
    );
  },
  malformed: malformed('/loki/api/v1/push'),
};

/** Loki in Snappy and Protocol Buffers. */
export const lokiProtobuf: Driver = {
  ...overHttp,
  title: 'Loki, Protocol Buffers',
  input: 'loki',
  encode: (messages) => {
    const entries = messages.map((message) => field(2, field(2, message)));
    const push = field(1, Buffer.concat([field(1, '{app="a"}'), ...entries]));
    return encodeRequest('/insert/loki/api/v1/push', compress(push), PROTOBUF);
  },
  malformed: {
    'no Snappy': encodeRequest('/loki/api/v1/push', 'no snappy', PROTOBUF),
    'a block that claims four gigabytes': encodeRequest(
      '/loki/api/v1/push',
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 1]),
      PROTOBUF,
    ),
  },
};

/** Elasticsearch's bulk requests. */
export const elasticsearchBulk: Driver = {
  ...overHttp,
  title: 'Elasticsearch bulk',
  input: 'elasticsearch',
  encode: (messages) =>
    encodeRequest(
      '/_bulk',
      lines(messages, (message) => `{"create":{}}\n${JSON.stringify({ message })}`),
    ),
  malformed: {
    ...malformed('/_bulk'),
    'an action that is none': encodeRequest('/_bulk', '{"crate":{}}\n{}\n'),
    'an action without a document': encodeRequest('/_bulk', '{"create":{}}\n'),
  },
};

/** Splunk's HTTP Event Collector. */
export const splunkEvents: Driver = {
  ...overHttp,
  title: 'Splunk HEC',
  input: 'splunk',
  encode: (messages) =>
    encodeRequest('/services/collector', messages.map((event) => JSON.stringify({ event })).join('')),
  malformed: {
    ...malformed('/services/collector'),
    'no event': encodeRequest('/services/collector', '{"a":1}'),
  },
};

/** Seq's CLEF. */
export const clefLines: Driver = {
  ...overHttp,
  title: 'Seq, CLEF',
  input: 'clef',
  encode: (messages) =>
    encodeRequest(
      '/ingest/clef',
      lines(messages, (text) => JSON.stringify({ '@m': text })),
    ),
  malformed: malformed('/ingest/clef'),
};

/** Datadog's intake. */
export const datadogLogs: Driver = {
  ...overHttp,
  title: 'Datadog',
  input: 'datadog',
  encode: (messages) =>
    encodeRequest('/api/v2/logs', JSON.stringify(messages.map((message) => ({ message })))),
  malformed: malformed('/api/v2/logs'),
};

/** systemd's journal: what cannot be kept is told, and not sent again. */
export const journaldUpload: Driver = {
  ...overHttp,
  title: 'journald upload',
  input: 'journald',
  encode: (messages) =>
    encodeRequest(
      '/insert/journald/upload',
      lines(messages, (message) => `MESSAGE=${message}\n`),
    ),
  malformed: {
    'a field that is cut off': encodeRequest('/upload', 'MESSAGE\n\x20\0\0\0\0\0\0\0short'),
    'a field of many gigabytes': encodeRequest(
      '/upload',
      Buffer.from('X\n\xff\xff\xff\xff\xff\0\0\0x', 'latin1'),
    ),
  },
};

/** Firehose, whose request id is the same for every attempt. */
export const firehose: Driver = {
  ...overHttp,
  title: 'Firehose',
  input: 'aws',
  encode: (messages, connection) =>
    encodeRequest(
      '/insert/firehose',
      JSON.stringify({
        records: messages.map((message) => ({ data: Buffer.from(`${message}\n`).toString('base64') })),
      }),
      { 'X-Amz-Firehose-Request-Id': `contract-${connection}` },
    ),
  malformed: malformed('/insert/firehose'),
};

/** CloudWatch Logs. */
export const cloudwatch: Driver = {
  ...overHttp,
  title: 'CloudWatch Logs',
  input: 'aws',
  encode: (messages) =>
    encodeRequest(
      '/',
      JSON.stringify({
        logGroupName: 'g',
        logStreamName: 's',
        logEvents: messages.map((message) => ({ message, timestamp: Date.now() })),
      }),
      { 'X-Amz-Target': 'Logs_20140328.PutLogEvents' },
    ),
  malformed: { 'an unknown call': encodeRequest('/', '{}', { 'X-Amz-Target': 'Logs_20140328.Delete' }) },
};
