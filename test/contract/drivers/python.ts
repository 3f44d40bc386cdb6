import type { Answer, Driver } from './driver.ts';
import { encodeRequest } from './http-message.ts';

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

/** What HTTPHandler sends: a form for each record. */
const encodeForm = (message: string, headers: Record<string, string>): Buffer =>
  encodeRequest(
    '/insert/python',
    new URLSearchParams({ name: 'contract', msg: message, args: '()', levelno: '20' }).toString(),
    { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  );

/** Answers come one after another; the last request asks for the end of the connection, and so is told apart. */
function readAnswers(received: Buffer): Answer | undefined {
  for (let text = received.toString('latin1'); ; ) {
    const end = text.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const head = text.slice(0, end);
    if (!/^HTTP\/1\.1 2/.test(head)) return 'refused';
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (text.length < end + 4 + length) return undefined;
    if (/\r\nconnection: close/i.test(head)) return 'accepted';
    text = text.slice(end + 4 + length);
  }
}

/** HTTPHandler, a request a record. */
export const pythonHttp: Driver = {
  title: 'Python, HTTPHandler',
  input: 'python',
  address: 'http',
  transport: 'tcp',
  encode: (messages) =>
    Buffer.concat(
      messages.map((message, i) =>
        encodeForm(message, i === messages.length - 1 ? { Connection: 'close' } : {}),
      ),
    ),
  readAnswer: readAnswers,
  isSingle: true,
  malformed: {
    'a form without a message': encodeRequest('/insert/python', 'name=a'),
    'gzip that is none': encodeForm('x', { 'Content-Encoding': 'gzip' }),
    'an unknown encoding': encodeForm('x', { 'Content-Encoding': 'lzma' }),
  },
};
