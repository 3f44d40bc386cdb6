import { gzipSync } from 'node:zlib';
import { Encoder, ExtensionCodec } from '@msgpack/msgpack';
import { EventTime } from '../../../src/inputs/forward/values.ts';

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode(value) {
    if (!(value instanceof EventTime)) return null;
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, value.seconds);
    view.setUint32(4, value.nanoseconds);
    return bytes;
  },
  decode: () => null,
});
const encoder = new Encoder({ extensionCodec, useBigInt64: true });

/** MessagePack, with Forward's EventTime. */
export const pack = (value: unknown): Buffer => Buffer.from(encoder.encode(value));

const time = new EventTime(1763719200, 123456789);
const record = { message: 'hello', level: 'warn', user: { id: 7 } };
const entries = [1, 2, 3].map((index) => pack([time, { ...record, index }]));
/** Docker's fluentd driver. */
const docker = {
  ...{ container_id: '5790672ab6a0', container_name: '/shop', source: 'stderr' },
  log: '{"level":"error","msg":"payment failed","order":7}',
};

/** Messages of every kind. */
export const CAPTURES = {
  message: pack(['app.access', time, record]),
  messageSeconds: pack(['app', 1763719200, record, { chunk: 'c1' }]),
  forward: pack([
    'app',
    [
      [time, record],
      [1763719201, record],
    ],
    { chunk: 'c2', size: 2 },
  ]),
  packed: pack(['app', Buffer.concat(entries), { chunk: 'c3', size: 3 }]),
  compressed: pack(['app', gzipSync(Buffer.concat(entries)), { compressed: 'gzip', chunk: 'c4' }]),
  docker: pack(['5790672ab6a0', time, docker]),
  metadata: pack(['app', [[[time, { origin: 'otel' }], record]]]),
  groups: pack([
    'otel',
    Buffer.concat([
      pack([[new EventTime(0xffffffff, 0), {}], { resource: { attributes: { 'service.name': 'shop' } } }]),
      pack([[time, {}], record]),
      pack([[new EventTime(0xfffffffe, 0), {}], {}]),
      pack([[time, {}], record]),
    ]),
  ]),
  odd: pack([
    'app',
    time,
    {
      big: 12345678901234567890n,
      small: 5n,
      bytes: Buffer.from('é'),
      at: new Date(0),
      no: null,
      list: [1n, Buffer.from('x')],
      message: Buffer.from('from bytes'),
    },
  ]),
};
