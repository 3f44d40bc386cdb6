import type { Answer, Driver } from './driver.ts';

const hello = (client: string): string => `${JSON.stringify({ logboom: 'hello', version: 1, client })}\n`;
const batch = (number: number, records: number): string =>
  `${JSON.stringify({ logboom: 'batch', number, records })}\n`;

/** Plain text, a record a line. Whatever arrives is a record: odd, but readable. */
export const linesPlain: Driver = {
  title: 'lines',
  input: 'lines',
  address: 'inputs.lines.tcp',
  transport: 'tcp',
  encode: (messages) => Buffer.from(messages.map((message) => `${message}\n`).join('')),
  malformed: {
    'JSON that is none': Buffer.from('{"message":\n'),
    'bytes that are no UTF-8': Buffer.from([0xff, 0xfe, 0xc0, 10]),
  },
  onMalformed: 'kept',
};

/** The acknowledged mode of the lines port. */
export const linesAcknowledged: Driver = {
  title: 'lines, acknowledged',
  input: 'lines',
  address: 'inputs.lines.tcp',
  transport: 'tcp',
  encode: (messages, connection) =>
    Buffer.from(
      hello(`contract-${connection}`) +
        batch(1, messages.length) +
        messages.map((message) => `${message}\n`).join(''),
    ),
  readAnswer: readAcknowledgement,
  malformed: {
    'a hello of another version': Buffer.from('{"logboom":"hello","version":9,"client":"a"}\n'),
    'a hello whose client has no name': Buffer.from('{"logboom":"hello","version":1,"client":""}\n'),
    'a line where a batch must begin': Buffer.from(`${hello('malformed-1')}something else\n`),
    'a batch of no lines': Buffer.from(`${hello('malformed-2')}${batch(1, 0)}`),
    'a batch with a negative number': Buffer.from(`${hello('malformed-3')}${batch(-1, 1)}x\n`),
  },
};

function readAcknowledgement(received: Buffer): Answer | undefined {
  const text = received.toString();
  if (text.includes('"logboom":"error"')) return 'refused';
  return /"logboom":"ack","number":1\b.*\n/.test(text) ? 'accepted' : undefined;
}
