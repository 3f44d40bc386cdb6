import type { Driver } from './driver.ts';
import { encodeRequest, readStatus } from './http-message.ts';

const malformed = (path: string): Record<string, Buffer> => ({
  'no JSON': encodeRequest(path, 'no json\n'),
  'a JSON value that is no object': encodeRequest(path, '42\n'),
  'an array that does not end': encodeRequest(path, '[{"message":"cut"'),
  'gzip that is none': encodeRequest(path, '{"message":"x"}', { 'Content-Encoding': 'gzip' }),
  'an unknown encoding': encodeRequest(path, '{"message":"x"}', { 'Content-Encoding': 'snappy2' }),
  'a key that is too long': encodeRequest(path, '{"message":"x"}', { 'Idempotency-Key': 'k'.repeat(300) }),
});

const ndjson = (messages: readonly string[]): string =>
  messages.map((message) => `${JSON.stringify({ message })}\n`).join('');

/** POST /api/v1/logs with NDJSON. */
export const httpNative: Driver = {
  title: 'POST /api/v1/logs',
  input: 'http',
  address: 'http',
  transport: 'tcp',
  encode: (messages, connection) =>
    encodeRequest('/api/v1/logs', ndjson(messages), { 'Idempotency-Key': `contract-${connection}` }),
  readAnswer: readStatus,
  malformed: malformed('/api/v1/logs'),
};

/** POST /api/v1/logs with one JSON array. */
export const httpArray: Driver = {
  ...httpNative,
  title: 'POST /api/v1/logs, an array',
  encode: (messages) =>
    encodeRequest('/api/v1/logs', JSON.stringify(messages.map((message) => ({ message })))),
  malformed: {},
};

/** POST /insert/jsonline. */
export const httpJsonline: Driver = {
  ...httpNative,
  title: 'POST /insert/jsonline',
  encode: (messages) => encodeRequest('/insert/jsonline', ndjson(messages)),
  malformed: malformed('/insert/jsonline'),
};
