import { gzipSync } from 'node:zlib';
import type { Answer, Driver } from './driver.ts';

/** MessagePack, as far as the driver needs it. */
function pack(value: unknown): Buffer {
  if (typeof value === 'number') return Buffer.from([0xce, value >>> 24, value >>> 16, value >>> 8, value]);
  if (typeof value === 'string') return long(0xdb, Buffer.from(value));
  if (Buffer.isBuffer(value)) return long(0xc6, value);
  if (Array.isArray(value)) return sized(0xdc, value.length, ...value.map(pack));
  const pairs = Object.entries(value as object);
  return sized(0xde, pairs.length, ...pairs.flat().map(pack));
}

function long(head: number, bytes: Buffer): Buffer {
  const length = Buffer.alloc(5, head);
  length.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([length, bytes]);
}

function sized(head: number, count: number, ...parts: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([head, count >>> 8, count]), ...parts]);
}

const entry = (message: string): unknown[] => [1763719200, { message }];

function readAcknowledgement(received: Buffer): Answer | undefined {
  return received.includes('contract-chunk-') && received[0] === 0x81 ? 'accepted' : undefined;
}

/** Forward mode, with a chunk to acknowledge. */
export const forwardAcknowledged: Driver = {
  title: 'Forward, acknowledged',
  input: 'forward',
  address: 'inputs.forward.tcp',
  transport: 'tcp',
  encode: (messages, connection) =>
    pack(['contract', messages.map(entry), { chunk: `contract-chunk-${connection}-${process.pid}` }]),
  readAnswer: readAcknowledgement,
  malformed: {
    'a value that is no message': pack({ hello: 'you' }),
    'the byte that means nothing': Buffer.from([0xc1]),
    'an array of four billion': Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff]),
    'arrays in arrays': Buffer.alloc(1000, 0x91),
    'a bomb': pack(['t', gzipSync(Buffer.alloc(128 * 1024 * 1024)), { compressed: 'gzip', chunk: 'bomb' }]),
  },
};

/** PackedForward mode, compressed. */
export const forwardCompressed: Driver = {
  ...forwardAcknowledged,
  title: 'Forward, compressed',
  encode: (messages, connection) =>
    pack([
      'contract',
      gzipSync(Buffer.concat(messages.map((message) => pack(entry(message))))),
      { compressed: 'gzip', chunk: `contract-chunk-gzip-${connection}-${process.pid}` },
    ]),
  malformed: {},
};

/** Message mode, which has no answer. */
export const forwardMessages: Driver = {
  title: 'Forward, messages',
  input: 'forward',
  address: 'inputs.forward.tcp',
  transport: 'tcp',
  encode: (messages) => Buffer.concat(messages.map((message) => pack(['contract', 1763719200, { message }]))),
  malformed: {},
};
