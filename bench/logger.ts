import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant, Fields, Sink } from './logger/contestants.ts';

/**
 * The logger beside others: all in one process, rounds in turn, medians of nanoseconds a call and their
 * ratio to pino. Every line is counted and its fields are checked.
 *
 * node --conditions=logboom-source bench/logger.ts [rounds]
 */
process.env.ROARR_LOG = 'true';
// roarr reads its variable when it is loaded.
const { contestants, FILE_CONTESTANTS } = await import('./logger/contestants.ts');

const ROUNDS = Number(process.argv[2] ?? 11);
const CALLS = 5000;
const FILE_LINES = 20_000;
const CHEAP_CALLS = 300_000;
/** Rounds that are not counted, in which the code is compiled. */
const WARM_UP = 4;

class CountingSink implements Sink {
  lines = 0;
  characters = 0;
  last = '';
  write(line: string): void {
    this.lines++;
    this.characters += line.length;
    this.last = line;
  }
}

const sinks = new Map<string, CountingSink>();
const all = await contestants((name) => {
  const sink = new CountingSink();
  sinks.set(name, sink);
  return sink;
});

const fields = (): Fields => ({ userId: 12_345, action: 'login', ok: true, elapsed: 12.5 });

interface Case {
  title: string;
  calls: number;
  act: (one: Contestant) => void;
  /** What the last line must hold; without it no line is written. */
  expected?: Fields;
}

const cases: Case[] = [
  { title: 'a message', calls: CALLS, act: (one) => one.info('user logged in'), expected: {} },
  {
    title: 'a message and four fields',
    calls: CALLS,
    act: (one) => one.infoWith('user logged in', fields()),
    expected: fields(),
  },
  {
    title: 'a message of a child with two fields',
    calls: CALLS,
    act: (one) => one.childInfo('user logged in'),
    expected: { service: 'api', requestId: 'abc-123' },
  },
  { title: 'a disabled call', calls: CHEAP_CALLS, act: (one) => one.debug('not written') },
  { title: 'making a child', calls: CALLS, act: (one) => void one.child({ service: 'api', requestId: 'x' }) },
];

for (const one of cases) {
  const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const contestant of all) {
      const sink = sinks.get(contestant.name)!;
      const before = sink.lines;
      const start = process.hrtime.bigint();
      for (let i = 0; i < one.calls; i++) one.act(contestant);
      const nanoseconds = Number(process.hrtime.bigint() - start) / one.calls;
      // Streams may end a burst later: winston's does.
      await new Promise((resolve) => setImmediate(resolve));
      if (round >= 0) times.get(contestant.name)!.push(nanoseconds);
      check(contestant.name, sink, one, sink.lines - before);
    }
  }
  report(`${one.title} (ns)`, times, 'pino');
}

/** Every contestant wrote as many lines, with the same message and fields. */
function check(name: string, sink: CountingSink, { title, calls, expected }: Case, lines: number): void {
  const wanted = expected === undefined ? 0 : calls;
  if (lines !== wanted) throw new Error(`${name}: ${lines} lines, not ${wanted}, for ${title}`);
  if (expected === undefined) return;
  const text = JSON.stringify(JSON.parse(sink.last));
  for (const part of [
    'user logged in',
    ...Object.entries(expected).map(([key, value]) => `"${key}":${JSON.stringify(value)}`),
  ]) {
    if (!text.includes(part)) throw new Error(`${name} did not write ${part}: ${text}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'logboom-bench-'));
const fileTimes = new Map<string, number[]>(FILE_CONTESTANTS.map(({ name }) => [name, []]));
for (let round = 0; round < Math.max(3, Math.ceil(ROUNDS / 2)); round++) {
  for (const contestant of FILE_CONTESTANTS) {
    const filename = join(folder, `${round}-${contestant.name.replace(/\W/g, '')}.log`);
    const start = process.hrtime.bigint();
    await contestant.run(filename, FILE_LINES);
    fileTimes.get(contestant.name)!.push(Number(process.hrtime.bigint() - start) / FILE_LINES);
    const lines = readFileSync(filename, 'utf8').split('\n');
    if (lines.length !== FILE_LINES + 1) throw new Error(`${contestant.name}: ${lines.length - 1} lines`);
    if (!lines[FILE_LINES - 1]!.includes('"userId":12345')) throw new Error(`${contestant.name}: no fields`);
    rmSync(filename);
  }
}
rmSync(folder, { recursive: true });
report('a line in a file, end to end (ns)', fileTimes, 'pino (default)');
process.exit(0);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function report(title: string, times: ReadonlyMap<string, readonly number[]>, reference: string): void {
  const base = median(times.get(reference)!);
  console.log(`\n${title}`);
  for (const [name, values] of times) {
    const own = median(values);
    console.log(
      `  ${name.padEnd(24)} ${own.toFixed(1).padStart(10)}  ${(own / base).toFixed(2).padStart(6)} of ${reference}`,
    );
  }
}
