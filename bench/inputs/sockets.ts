import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Encoder } from '@msgpack/msgpack';
import { until } from '../../test/kit/poll.ts';
import { parseHostPort } from '../../test/kit/ports.ts';
import { findPython } from '../../test/kit/python.ts';
import type { ServerProcess } from '../../test/kit/server-process.ts';
import type { Measured } from './measured.ts';

const RECORDS = Number(process.argv[2] ?? 200_000);
const CHUNK = 1_000;
const ROUNDS = 2;
const START = 1_763_719_200_000;

const message = (i: number): string =>
  `GET /api/orders/${i * 7919} took ${i % 977} ms for customer ${i % 5003} in region eu-${i % 4}`;
export const json = (i: number): Record<string, unknown> => ({
  timestamp: new Date(START + i).toISOString(),
  level: 'info',
  service: 'shop',
  host: 'web-1',
  message: message(i),
  order: i,
  path: '/api/orders',
});
const encoder = new Encoder();
const entry = (i: number): Uint8Array => encoder.encode([Math.floor((START + i) / 1e3), json(i)]);

function packed(compressed: boolean): (from: number) => Buffer {
  return (from) => {
    const entries = Buffer.concat(Array.from({ length: CHUNK }, (_, i) => entry(from + i)));
    const option = { chunk: `bench-${compressed}-${process.pid}-${performance.now()}-${from}` };
    const message = compressed
      ? ['shop', gzipSync(entries), { ...option, compressed: 'gzip' }]
      : ['shop', entries, option];
    return Buffer.from(encoder.encode(message));
  };
}

const each =
  (encode: (i: number) => string) =>
  (from: number): Buffer =>
    Buffer.from(Array.from({ length: CHUNK }, (_, i) => encode(from + i)).join(''));

const syslogData = (i: number): string =>
  `<14>1 ${new Date(START + i).toISOString()} web-1 shop 42 - [order@1 id="${i}" path="/api/orders"] ${message(i)}`;

/** A way to send: the bytes of a thousand records, from the given number on. */
const PROTOCOLS: [title: string, input: string, chunk: (from: number) => Buffer][] = [
  ['JSON lines', 'lines', each((i) => `${JSON.stringify(json(i))}\n`)],
  [
    'syslog 5424, octets counted',
    'syslog',
    each((i) => `${Buffer.byteLength(syslogData(i))} ${syslogData(i)}`),
  ],
  ['syslog 3164, lines', 'syslog', each((i) => `<14>Nov 21 10:00:00 web-1 shop[42]: ${message(i)}\n`)],
  [
    'GELF',
    'gelf',
    each((i) => {
      const { timestamp: _timestamp, ...rest } = json(i);
      const gelf = {
        version: '1.1',
        host: 'web-1',
        short_message: message(i),
        level: 6,
        timestamp: (START + i) / 1e3,
      };
      return `${JSON.stringify({ ...gelf, _service: rest.service, _order: i, _path: rest.path })}\0`;
    }),
  ],
  [
    'Forward, messages',
    'forward',
    (from) => Buffer.concat(Array.from({ length: CHUNK }, (_, i) => message1(from + i))),
  ],
  ['Forward, packed, acknowledged', 'forward', packed(false)],
  ['Forward, gzip, acknowledged', 'forward', packed(true)],
];

function message1(i: number): Uint8Array {
  return encoder.encode(['shop', Math.floor((START + i) / 1e3), json(i)]);
}

const received = (server: ServerProcess, input: string): Promise<number> =>
  server.metric('logboom_input_records_total', `input="${input}"`);

/** Sends a prepared file as fast as the server reads, and waits until all of it is on disk. */
async function sendFile(server: ServerProcess, input: string, file: string): Promise<number> {
  const before = await received(server, input);
  const start = performance.now();
  const socket = connect(parseHostPort(server.addresses[`inputs.${input}.tcp`]!));
  socket.resume();
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  for await (const chunk of source)
    if (!socket.write(chunk)) await new Promise((resolve) => socket.once('drain', resolve));
  await until('all records', async () => (await received(server, input)) - before >= RECORDS, {
    deadline: 120_000,
    every: 10,
  });
  const seconds = (performance.now() - start) / 1e3;
  socket.destroy();
  return seconds;
}

async function prepare(path: string, chunk: (from: number) => Buffer): Promise<string> {
  const file = join(path, 'bench.bin');
  const parts: Buffer[] = [];
  for (let from = 0; from < RECORDS; from += CHUNK) parts.push(chunk(from));
  await writeFile(file, parts);
  return file;
}

/** As CPython's SocketHandler makes them. */
const MAKE_FRAMES = `
import logging, logging.handlers, sys
handler = logging.handlers.SocketHandler("localhost", 0)
with open(sys.argv[1], "wb") as out:
    for i in range(int(sys.argv[2])):
        out.write(handler.makePickle(logging.LogRecord("shop.orders", 20, "/srv/app/orders.py", 12,
            "GET /api/orders/%d took %d ms for customer %d in region eu-%d", (i * 7919, i % 977, i % 5003, i % 4), None, "main")))
`;

function preparePython(path: string): string {
  const file = join(path, 'frames.bin');
  execFileSync(findPython(), ['-c', MAKE_FRAMES, file, String(RECORDS)]);
  return file;
}

/** A connection that is written to as fast as the server reads, until everything is on disk; the best of two rounds. */
export async function measureSockets(server: ServerProcess, path: string): Promise<Measured[]> {
  const measured: Measured[] = [];
  // Chunks have names, so a file with acknowledgements can be sent only once.
  const measure = async (
    title: string,
    input: string,
    make: () => Promise<string> | string,
  ): Promise<void> => {
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) seconds.push(await sendFile(server, input, await make()));
    measured.push({ title, how: 'TCP', rate: RECORDS / Math.min(...seconds) });
  };
  for (const [title, input, chunk] of PROTOCOLS) await measure(title, input, () => prepare(path, chunk));
  const frames = preparePython(path);
  await measure('Python, SocketHandler', 'python', () => frames);
  return measured;
}
