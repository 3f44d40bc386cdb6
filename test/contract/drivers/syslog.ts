import type { Driver } from './driver.ts';

const rfc5424 = (message: string): string => `<14>1 2026-01-02T03:04:05Z host contract 1 - - ${message}`;
const rfc3164 = (message: string): string => `<14>Jan  2 03:04:05 host contract[1]: ${message}`;

const shared: Pick<Driver, 'input' | 'malformed' | 'onMalformed'> = {
  input: 'syslog',
  malformed: {
    'a priority that is none': Buffer.from('<9999999>hello\n'),
    'structured data without an end': Buffer.from('<14>1 - - - - - [id name="value\n'),
    'bytes that are no UTF-8': Buffer.from([0x3c, 0x31, 0x3e, 0xff, 0xfe, 0xc0, 10]),
    'a length that is longer than what follows': Buffer.from('500 <14>hello'),
  },
  // Whatever arrives is a message: odd, but readable.
  onMalformed: 'kept',
};

/** RFC 5424, octets counted. */
export const syslogCounted: Driver = {
  ...shared,
  title: 'syslog over TCP, octets counted',
  address: 'inputs.syslog.tcp',
  transport: 'tcp',
  encode: (messages) =>
    Buffer.from(
      messages
        .map(rfc5424)
        .map((text) => `${text.length} ${text}`)
        .join(''),
    ),
};

/** RFC 3164, a line each. */
export const syslogLines: Driver = {
  ...shared,
  title: 'syslog over TCP, lines',
  address: 'inputs.syslog.tcp',
  transport: 'tcp',
  encode: (messages) => Buffer.from(messages.map((message) => `${rfc3164(message)}\n`).join('')),
};

export const syslogDatagram: Driver = {
  ...shared,
  title: 'syslog over UDP',
  address: 'inputs.syslog.udp',
  transport: 'udp',
  encode: (messages) => Buffer.from(rfc5424(messages.join(' '))),
};
