import type { Driver } from './driver.ts';

/** A pickle (protocol 1) of the dict that `SocketHandler.makePickle` makes, as far as a record needs it. */
function encodePickle(message: string): Buffer {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([Buffer.from('X'), length, bytes]);
  };
  const pairs: [string, Buffer][] = [
    ['name', text('contract')],
    ['msg', text(message)],
    ['args', Buffer.from('N')],
    ['levelname', text('INFO')],
    ['levelno', Buffer.from([0x4b, 20])],
  ];
  const items = pairs.flatMap(([name, value]) => [text(name), value]);
  return Buffer.concat([Buffer.from('}('), ...items, Buffer.from('u.')]);
}

function encodeFrame(payload: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(payload.length);
  return Buffer.concat([length, payload]);
}

const malformed = {
  'a frame that is no pickle': encodeFrame(Buffer.from('this is no pickle')),
  'a frame that is cut off': encodeFrame(encodePickle('cut')).subarray(0, 20),
  'a length of four gigabytes': Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3]),
};

/** SocketHandler. */
export const pythonSocket: Driver = {
  title: 'Python, SocketHandler',
  input: 'python',
  address: 'inputs.python.tcp',
  transport: 'tcp',
  encode: (messages) => Buffer.concat(messages.map((message) => encodeFrame(encodePickle(message)))),
  malformed,
};

/** DatagramHandler. */
export const pythonDatagram: Driver = {
  ...pythonSocket,
  title: 'Python, DatagramHandler',
  address: 'inputs.python.udp',
  transport: 'udp',
};
