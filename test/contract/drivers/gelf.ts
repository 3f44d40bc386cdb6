import { deflateSync, gzipSync } from 'node:zlib';
import type { Driver } from './driver.ts';
import { encodeRequest, readStatus } from './http-message.ts';

const encode = (message: string): Buffer =>
  Buffer.from(JSON.stringify({ version: '1.1', host: 'contract', short_message: message, level: 6 }));

export const gelfSocket: Driver = {
  title: 'GELF over TCP',
  input: 'gelf',
  address: 'inputs.gelf.tcp',
  transport: 'tcp',
  encode: (messages) => Buffer.concat(messages.flatMap((message) => [encode(message), Buffer.of(0)])),
  malformed: {
    'no JSON': Buffer.from('no json\0'),
    'a JSON value that is no object': Buffer.from('42\0'),
    'a message that is cut off': encode('cut').subarray(0, 20),
    'bytes that are no UTF-8': Buffer.from([0xff, 0xfe, 0xc0, 0]),
  },
};

export const gelfDatagram: Driver = {
  ...gelfSocket,
  title: 'GELF over UDP, gzip',
  address: 'inputs.gelf.udp',
  transport: 'udp',
  encode: (messages) => gzipSync(encode(messages.join(' '))),
  malformed: {
    'no JSON': Buffer.from('no json'),
    'gzip that is cut off': gzipSync(encode('cut')).subarray(0, 30),
    'a zlib bomb': deflateSync(Buffer.alloc(32 * 1024 * 1024)),
    'a chunk of nothing': Buffer.from([0x1e, 0x0f, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0]),
  },
};

export const gelfHttp: Driver = {
  ...gelfSocket,
  title: 'POST /gelf',
  address: 'http',
  encode: (messages) => encodeRequest('/gelf', messages.map((message) => `${encode(message)}\n`).join('')),
  readAnswer: readStatus,
  malformed: {
    'no JSON': encodeRequest('/gelf', 'no json'),
    'gzip that is none': encodeRequest('/gelf', encode('x'), { 'Content-Encoding': 'gzip' }),
  },
};
