// biome-ignore-all lint/style/noRestrictedImports: this measures parts that are no public API
import { execFileSync } from 'node:child_process';
import { Draft } from '@logboom/core';
import { PythonFrames } from '../packages/server/src/inputs/python/frames.ts';
import { decodePickle } from '../packages/server/src/inputs/python/pickle/decode.ts';
import { fillFromPickle } from '../packages/server/src/inputs/python/record.ts';

/**
 * Speed of the pickle decoder beside CPython's own `pickle.loads` (C), and of stream to draft beside what the
 * receiver in Python's documentation does with a frame (loads, makeLogRecord, getLogger, handle). The same
 * frames, the same run, rounds in turn.
 */
const PYTHON = `
import logging, logging.handlers, pickle, sys, time

handler = logging.handlers.SocketHandler("localhost", 0)
frames = []
for i in range(1000):
    record = logging.LogRecord("myapp.area%d" % (i % 3), 10 + 10 * (i % 4), "/srv/app/c%d.py" % (i % 20), 12 + i % 50,
                               "Quick zephyrs blow, vexing daft Jim. %d", (i,), None, "main")
    if len(sys.argv) > 1:
        record.__dict__.update(user={"id": i, "name": "Ada"}, elapsed=i / 7, tags=["a", "b"])
    frames.append(handler.makePickle(record))
sys.stdout.buffer.write(b"".join(frames))

class Sink(logging.Handler):
    count = 0
    def emit(self, record):
        self.format(record)
        self.count += 1

logging.getLogger().addHandler(Sink())
logging.getLogger().setLevel(1)
pickles = [frame[4:] for frame in frames]

def loads(data):
    pickle.loads(data)

def receive(data):
    record = logging.makeLogRecord(pickle.loads(data))
    logging.getLogger(record.name).handle(record)

def best(work, rounds=7):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(10):
            for data in pickles: work(data)
        times.append((time.perf_counter() - start) / 10 / len(pickles) * 1e6)
    return min(times)

sys.stderr.write("%f %f" % (best(loads), best(receive)))
`;

function run(withExtras: boolean): { stream: Buffer; loads: number; receive: number } {
  // The figures come on stderr through a file descriptor of their own: stdout is the frames.
  const script = `import subprocess, sys
p = subprocess.run([sys.executable, "-c", ${JSON.stringify(PYTHON)}] + sys.argv[1:], capture_output=True, check=True)
sys.stdout.buffer.write(p.stderr.ljust(64) + p.stdout)`;
  const output = execFileSync('python3', ['-c', script, ...(withExtras ? ['extras'] : [])], {
    maxBuffer: 1 << 28,
  });
  const [loads, receive] = output.toString('latin1', 0, 64).trim().split(' ').map(Number);
  return { stream: output.subarray(64), loads: loads ?? Number.NaN, receive: receive ?? Number.NaN };
}

/** Microseconds for one frame, the best of several rounds: what the machine can do without its neighbours. */
function best(frames: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 15; round++) {
    const start = performance.now();
    for (let i = 0; i < 40; i++) work();
    least = Math.min(least, ((performance.now() - start) * 1000) / 40 / frames);
  }
  return least;
}

for (const withExtras of [false, true]) {
  const { stream, loads, receive } = run(withExtras);
  const pickles: Buffer[] = [];
  new PythonFrames().push(stream, (frame) => pickles.push(Buffer.from(frame)));
  const decode = best(pickles.length, () => {
    for (const pickle of pickles) decodePickle(pickle);
  });
  const draft = new Draft();
  const whole = best(pickles.length, () => {
    const frames = new PythonFrames();
    for (let at = 0; at < stream.length; at += 65_536) {
      frames.push(stream.subarray(at, at + 65_536), (frame) => {
        const error = fillFromPickle(frame, draft.reset());
        if (error !== undefined) throw error;
      });
    }
  });
  console.log(`${withExtras ? 'with extras' : 'plain record'}, ${pickles[500]?.length} bytes:`);
  console.log(
    `  pickle → value    ${decode.toFixed(2)} us, pickle.loads ${loads.toFixed(2)} us: ratio ${(loads / decode).toFixed(2)}`,
  );
  console.log(
    `  stream → draft    ${whole.toFixed(2)} us, receiver of the documentation without its socket ${receive.toFixed(2)} us: ratio ${(receive / whole).toFixed(2)}`,
  );
}
