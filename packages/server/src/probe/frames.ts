import { encode } from '@msgpack/msgpack';

/** A line of plain text. */
export const lineFrame = (message: string): Buffer => Buffer.from(`${message}\n`);

/** RFC 5424, without a frame: priority 14 is user.info. */
export const syslogFrame = (message: string): Buffer =>
  Buffer.from(`<14>1 ${new Date().toISOString()} - logboom-page - - - ${message}`);

/** GELF 1.1 in one piece. */
export const gelfFrame = (message: string): Buffer =>
  Buffer.from(JSON.stringify({ version: '1.1', host: 'logboom-page', short_message: message, level: 6 }));

/** Over TCP a zero byte ends a message. */
export const gelfTcpFrame = (message: string): Buffer => Buffer.concat([gelfFrame(message), Buffer.of(0)]);

/** Forward's Message mode: [tag, time, record]. */
export const forwardFrame = (message: string): Uint8Array =>
  encode(['logboom-page', Math.floor(Date.now() / 1000), { message }]);

/** What Python's SocketHandler sends: the length, and a pickle (protocol 2) of the LogRecord's dictionary. */
export function pythonFrame(message: string): Buffer {
  const pickle = Buffer.concat([
    Buffer.from('\x80\x02}(', 'latin1'),
    ...[text('name'), text('root'), text('msg'), text(message), text('args'), Buffer.from('N')],
    ...[text('levelname'), text('INFO'), text('levelno'), Buffer.of(0x4b, 20)],
    Buffer.from('u.'),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(pickle.length);
  return Buffer.concat([length, pickle]);
}

/** BINUNICODE. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(5);
  head.write('X', 'latin1');
  head.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
