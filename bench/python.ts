/**
 * `npm run bench -- python [FRAMES]`: frames of Python's SocketHandler a second on one connection, to disk and
 * counted, beside the receiver of the Python documentation ("Sending and receiving logging events across a
 * network", Logging Cookbook), in the same run. Both get the same bytes from the same sender.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryDirectory } from '../test/kit/directory.ts';
import { until } from '../test/kit/poll.ts';
import { parseHostPort } from '../test/kit/ports.ts';
import { findPython } from '../test/kit/python.ts';
import { ServerProcess } from '../test/kit/server-process.ts';
import { rounded } from './load/figures.ts';

const FRAMES = Number(process.argv[2] ?? 500_000);
const ROUNDS = 3;

const MAKE_FRAMES = `
import logging, logging.handlers, sys
handler = logging.handlers.SocketHandler("localhost", 0)
with open(sys.argv[1], "wb") as out:
    for i in range(int(sys.argv[2])):
        out.write(handler.makePickle(logging.LogRecord("myapp.area%d" % (i % 3), 10 + 10 * (i % 4),
            "/srv/app/c%d.py" % (i % 20), 12 + i % 50, "Quick zephyrs blow, vexing daft Jim. %d", (i,), None, "main")))
`;

const SEND = `
import socket, sys
data = open(sys.argv[1], "rb").read()
with socket.create_connection((sys.argv[2], int(sys.argv[3]))) as connection:
    connection.sendall(data)
`;

/** The documentation's receiver; ours are the last line, the file instead of a terminal, and MSG_WAITALL. */
const RECEIVE = `
import logging, logging.handlers, pickle, socket, socketserver, struct, sys

class LogRecordStreamHandler(socketserver.StreamRequestHandler):
    def handle(self):
        while True:
            # The documentation's recv(4) gives up where a length is split between two packets.
            chunk = self.connection.recv(4, socket.MSG_WAITALL)
            if len(chunk) < 4:
                break
            slen = struct.unpack('>L', chunk)[0]
            chunk = self.connection.recv(slen)
            while len(chunk) < slen:
                chunk = chunk + self.connection.recv(slen - len(chunk))
            obj = self.unPickle(chunk)
            record = logging.makeLogRecord(obj)
            self.handleLogRecord(record)
        done()

    def unPickle(self, data):
        return pickle.loads(data)

    def handleLogRecord(self, record):
        if self.server.logname is not None:
            name = self.server.logname
        else:
            name = record.name
        logger = logging.getLogger(name)
        logger.handle(record)

class LogRecordSocketReceiver(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    def __init__(self, host='localhost', port=0, handler=LogRecordStreamHandler):
        socketserver.ThreadingTCPServer.__init__(self, (host, port), handler)
        self.logname = None

def done():
    print("done", flush=True)

logging.basicConfig(filename=sys.argv[1], level=logging.DEBUG,
    format='%(relativeCreated)5d %(name)-15s %(levelname)-8s %(message)s')
receiver = LogRecordSocketReceiver()
print(receiver.server_address[1], flush=True)
receiver.serve_forever()
`;

const python = findPython();
await using directory = await TemporaryDirectory.create();
const frames = join(directory.path, 'frames');
writeFileSync(frames, '');
execFileSync(python, ['-c', MAKE_FRAMES, frames, String(FRAMES)]);

async function send(host: string, port: number): Promise<void> {
  const sender = spawn(python, ['-c', SEND, frames, host, String(port)], { stdio: 'inherit' });
  await once(sender, 'exit');
}

async function documentation(): Promise<number> {
  const log = join(directory.path, 'received.log');
  const receiver = spawn(python, ['-c', RECEIVE, log], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  receiver.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const port = await until('the receiver', () => Number(/^(\d+)\n/.exec(text)?.[1]) || undefined);
  const started = performance.now();
  await send('127.0.0.1', port);
  await until('all frames', () => text.includes('done'), { deadline: 120_000, every: 2 });
  const seconds = (performance.now() - started) / 1e3;
  receiver.kill();
  return seconds;
}

async function logboom(): Promise<number> {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: data.path });
  const { host, port } = parseHostPort(server.addresses['inputs.python.tcp']!);
  const started = performance.now();
  await send(host, port);
  const count = (): Promise<number> => server.metric('logboom_input_records_total', 'input="python"');
  // Asking for the figures takes the server's time too.
  await until('all frames on disk', async () => (await count()) >= FRAMES, { deadline: 120_000, every: 20 });
  const seconds = (performance.now() - started) / 1e3;
  await server.stop();
  return seconds;
}

const runs: { what: string; seconds: number }[] = [];
for (let round = 0; round < ROUNDS; round++) {
  runs.push({ what: "the documentation's receiver", seconds: await documentation() });
  runs.push({ what: 'Logboom, on disk', seconds: await logboom() });
}
console.table(
  runs.map(({ what, seconds }) => ({
    what,
    'frames/s': Math.round(FRAMES / seconds),
    seconds: rounded(seconds, 2),
  })),
);
const best = (index: number): number =>
  Math.min(...runs.filter((_, i) => i % 2 === index).map(({ seconds }) => seconds));
console.log(`ratio, frames/s of one connection: ${rounded(best(0) / best(1), 2)}`);
