import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * `npm run bench -- aggregate [LINES] [import]`: lines per second and peak memory of `logboom analyze` and
 * `logboom import` for files of three forms, beside the aggregator of the deck (slide 13) in Python on the same
 * files in the same run. Lines per second of CPU time are what one processor does, whatever else runs.
 */
const LINES = Number(process.argv[2] ?? 5_000_000);
/** The reference keeps every record in memory: a part of the lines must do. */
const REFERENCE_LINES = Math.min(LINES, 500_000);

const BIN = fileURLToPath(new URL('../packages/cli/src/bin.ts', import.meta.url));
const LEVELS = ['INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'WARNING', 'INFO', 'DEBUG', 'ERROR'];
const START = Date.UTC(2026, 0, 2);

interface Form {
  name: string;
  line(i: number): string;
}

const message = (i: number): string => `request ${i} took ${i % 977} ms for user u${i % 1000}`;
const level = (i: number): string => LEVELS[(i * 7919) % 10]!;

const FORMS: readonly Form[] = [
  {
    name: 'json',
    line: (i) =>
      JSON.stringify({
        timestamp: new Date(START + i).toISOString(),
        level: level(i).toLowerCase(),
        service: `service${i % 7}`,
        trace_id: (Math.imul(i >> 2, 2654435761) >>> 0).toString(16).padStart(32, '0'),
        message: message(i),
        user_id: `u${i % 1000}`,
        duration_ms: i % 977,
        path: `/api/v1/items/${i % 50}`,
      }),
  },
  {
    name: 'pipes',
    line: (i) =>
      `${((START + i) / 1e3).toFixed(3)} | ${level(i)} | ${message(i)} | service${i % 7} | trace-${i >> 2}`,
  },
  {
    name: 'access',
    line: (i) =>
      `10.0.${i % 250}.${i % 199} - - [02/Jan/2026:${clock(i)} +0000] "GET /api/v1/items/${i % 50} HTTP/1.1" ${i % 100 === 0 ? 500 : 200} ${i % 5000} "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
  },
];

function clock(i: number): string {
  return new Date(START + i).toISOString().slice(11, 19);
}

async function generate(path: string, { line }: Form, lines: number): Promise<void> {
  const stream = createWriteStream(path);
  for (let i = 0; i < lines; i += 5_000) {
    const part = Array.from({ length: Math.min(5_000, lines - i) }, (_, k) => `${line(i + k)}\n`).join('');
    if (!stream.write(part)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

interface Measured {
  seconds: number;
  /** Of all threads, without child processes. */
  cpuSeconds: number;
  memoryMb: number;
  output: string;
}

/** What a Node process used is told by itself, when it ends. */
const REPORT = `data:text/javascript,import { writeSync } from 'node:fs'; import { isMainThread } from 'node:worker_threads'; if (isMainThread) process.on('exit', () => { const u = process.resourceUsage(); writeSync(3, JSON.stringify({ cpu: (u.userCPUTime %2B u.systemCPUTime) / 1e6, memory: u.maxRSS / 1024 })); });`;

async function logboom(...args: string[]): Promise<Measured> {
  return measure(process.execPath, ['--conditions=logboom-source', '--import', REPORT, BIN, ...args]);
}

async function measure(command: string, args: string[]): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const [output, usage] = await Promise.all([
    text(child.stdout!),
    text(child.stdio[3] as NodeJS.ReadableStream),
    once(child, 'close'),
  ]);
  if (child.exitCode !== 0) throw new Error(`${command} ended with ${child.exitCode}: ${output}`);
  const { cpu, memory } = JSON.parse(usage) as { cpu: number; memory: number };
  return { seconds: (performance.now() - started) / 1e3, cpuSeconds: cpu, memoryMb: memory, output };
}

/** Slide 13 with its simulated waits left out, and a counter that keeps its heap from comparing entries. */
const REFERENCE = `
import asyncio, heapq, json, os, resource, sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

@dataclass
class LogEntry:
    timestamp: float
    level: str
    message: str
    service: str
    trace_id: str

class HighPerformanceLogAggregator:
    def __init__(self, parse, buffer_size=10000):
        self.parse = parse
        self.buffer_size = buffer_size
        self.buffer = []
        self.service_stats = defaultdict(lambda: defaultdict(int))
        self.active_traces = set()
        self.priority_queue = []
        self.count = 0

    async def process_log_file(self, filepath):
        with open(filepath) as file:
            for line in file:
                await self.process_log_entry(line)
                if len(self.buffer) >= self.buffer_size:
                    self.buffer.clear()

    async def process_log_entry(self, line):
        entry = self.parse(line)
        self.service_stats[entry.service][entry.level] += 1
        self.active_traces.add(entry.trace_id)
        self.count += 1
        heapq.heappush(self.priority_queue, (entry.timestamp, self.count, entry))
        self.buffer.append(entry)

def pipes(line):
    parts = line.split(' | ')
    return LogEntry(float(parts[0]), parts[1], parts[2], parts[3], parts[4].strip())

def from_json(line):
    value = json.loads(line)
    return LogEntry(datetime.fromisoformat(value['timestamp'].replace('Z', '+00:00')).timestamp(), value['level'],
                    value['message'], value['service'], value['trace_id'])

aggregator = HighPerformanceLogAggregator({'pipes': pipes, 'json': from_json}[sys.argv[1]])
asyncio.run(aggregator.process_log_file(sys.argv[2]))
print(aggregator.count)
usage = resource.getrusage(resource.RUSAGE_SELF)
os.write(3, json.dumps({'cpu': usage.ru_utime + usage.ru_stime, 'memory': usage.ru_maxrss / 1024}).encode())
`;

function show(
  name: string,
  lines: number,
  { seconds, cpuSeconds, memoryMb }: Measured,
  reference?: Measured,
): void {
  const rate = (value: number): string =>
    Math.round(lines / value)
      .toLocaleString('en')
      .padStart(11);
  const ratio =
    reference === undefined
      ? ''
      : `  ${(((lines / seconds) * reference.seconds) / REFERENCE_LINES).toFixed(1)} x`;
  console.log(
    `${name.padEnd(28)}${rate(seconds)}/s ${rate(cpuSeconds)}/CPU-s ${memoryMb.toFixed(0).padStart(6)} MB${ratio}`,
  );
}

const directory = await mkdtemp(join(tmpdir(), 'logboom-bench-'));
try {
  console.log(
    `${LINES.toLocaleString('en')} lines a file; the reference reads ${REFERENCE_LINES.toLocaleString('en')}\n`,
  );
  for (const form of FORMS) {
    const file = join(directory, `${form.name}.log`);
    const small = join(directory, `${form.name}.small.log`);
    await generate(file, form, LINES);
    await generate(small, form, REFERENCE_LINES);
    console.log(`${form.name}: ${((await stat(file)).size / LINES).toFixed(0)} bytes a line`);
    const hasReference = form.name !== 'access';
    const reference = hasReference
      ? await measure('python3', ['-c', REFERENCE, form.name, small])
      : undefined;
    if (reference !== undefined) show('  the deck, Python', REFERENCE_LINES, reference);
    const analyzed = await logboom('analyze', '--format', 'json', file);
    const { total_records } = JSON.parse(analyzed.output) as { total_records: number };
    if (total_records !== LINES) throw new Error(`analyze found ${total_records} records`);
    show('  logboom analyze', LINES, analyzed, reference);
    const imported = await logboom('import', '--data', join(directory, `data-${form.name}`), file);
    if (!imported.output.includes(`stored ${LINES.toLocaleString('en')} records`))
      throw new Error(imported.output);
    show('  logboom import, and asked', LINES, imported, reference);
    console.log(`    ${imported.output.trim()}\n`);
    await Promise.all(
      [file, small, join(directory, `data-${form.name}`)].map((path) => rm(path, { recursive: true })),
    );
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
