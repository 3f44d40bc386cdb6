import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FORMS, type Form, generate } from './aggregate/forms.ts';
import { type Measured, measure } from './aggregate/measure.ts';
import { REFERENCE } from './aggregate/reference.ts';

/**
 * `npm run bench -- aggregate [LINES] [FORM] [--write]`: lines per second and peak memory of `logboom analyze` and
 * `logboom import` for files of three forms, beside the aggregator of the deck (slide 13) in Python on the same
 * lines in the same run. Lines per CPU-second, of all threads and processes, are what one processor does, whatever
 * else runs on the machine. `--write` puts the table into docs/performance.md.
 */
const [lines = '5000000', only] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const LINES = Number(lines);
/** The reference keeps every record in memory: a part of the lines must do. */
const REFERENCE_LINES = Math.min(LINES, 500_000);

const BIN = fileURLToPath(new URL('../packages/cli/src/bin.ts', import.meta.url));
const DOCS = new URL('../docs/performance.md', import.meta.url);

interface Row {
  form: string;
  what: string;
  lines: number;
  seconds: number;
  cpuSeconds: number;
  memory: string;
  reference?: number;
}

const rows: Row[] = [];

function add(row: Row): void {
  rows.push(row);
  console.log(cellsOf(row).join('  '));
}

function cellsOf({ form, what, lines: count, seconds, cpuSeconds, memory, reference }: Row): string[] {
  const rate = (value: number): string => Math.round(count / value).toLocaleString('en');
  const ratio = reference === undefined ? '' : `${(count / seconds / reference).toFixed(1)}`;
  return [form, what, rate(seconds), rate(cpuSeconds), memory, ratio];
}

const mb = (value: number): string => value.toFixed(0);
const logboom = (...args: string[]): Promise<Measured> =>
  measure(process.execPath, ['--conditions=logboom-source', BIN, ...args]);

async function benchForm(directory: string, form: Form): Promise<void> {
  const file = join(directory, `${form.name}.log`);
  await generate(file, form, LINES);
  console.log(`${form.name}: ${((await stat(file)).size / LINES).toFixed(0)} bytes a line`);
  const reference = form.hasReference ? await benchReference(directory, form) : undefined;
  const shared = { form: form.name, lines: LINES, ...(reference === undefined ? {} : { reference }) };

  const analyzed = await logboom('analyze', '--format', 'json', file);
  const { total_records } = JSON.parse(analyzed.output) as { total_records: number };
  if (total_records !== LINES) throw new Error(`analyze found ${total_records} records`);
  add({ ...shared, ...analyzed, what: 'logboom analyze', memory: mb(analyzed.memoryMb) });

  const imported = await logboom('import', '--data', join(directory, 'data'), file);
  const stored = /^stored ([\d,]+) records .*; ([\d.]+) s,/.exec(imported.output);
  if (stored?.[1] !== LINES.toLocaleString('en')) throw new Error(imported.output);
  const { cpuSeconds } = imported;
  const memory = `${mb(imported.memoryMb)} + ${mb(imported.childrenMb)}`;
  add({ ...shared, what: 'logboom import: on disk', seconds: Number(stored[2]), cpuSeconds, memory });
  add({ ...shared, ...imported, what: 'logboom import: until it has ended', memory });
  await Promise.all([file, join(directory, 'data')].map((path) => rm(path, { recursive: true })));
}

/** @returns lines per second */
async function benchReference(directory: string, form: Form): Promise<number> {
  const file = join(directory, 'reference.log');
  await generate(file, form, REFERENCE_LINES);
  const measured = await measure('python3', ['-c', REFERENCE, form.name, file]);
  const memory = mb(measured.memoryMb);
  add({ ...measured, form: form.name, what: 'the deck, Python', lines: REFERENCE_LINES, memory });
  return REFERENCE_LINES / measured.seconds;
}

function table(): string {
  const head = ['form', 'what', 'lines/s', 'lines/CPU-s', 'memory, MB', 'x the deck'];
  const cells = [head, head.map(() => '---'), ...rows.map(cellsOf)];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

async function writeTable(): Promise<void> {
  const page = await readFile(DOCS, 'utf8');
  const note = `${LINES.toLocaleString('en')} lines a form; the deck's program read ${REFERENCE_LINES.toLocaleString('en')}. Load average at the end of the run: ${loadavg()[0]!.toFixed(1)}.`;
  const part = /(<!-- begin: aggregate -->\n)[\s\S]*?(\n<!-- end -->)/;
  await writeFile(
    DOCS,
    page.replace(part, (_, begin: string, end: string) => `${begin}\n${table()}\n\n${note}\n${end}`),
  );
}

const directory = await mkdtemp(join(tmpdir(), 'logboom-bench-'));
try {
  for (const form of FORMS) if (only === undefined || form.name === only) await benchForm(directory, form);
  console.log(`load average ${loadavg()[0]!.toFixed(1)}`);
  if (process.argv.includes('--write')) await writeTable();
} finally {
  await rm(directory, { recursive: true, force: true });
}
