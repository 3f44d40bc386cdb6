import { type FoundFiles, findFiles, plainReason } from '../read/files.ts';
import { inspect, type Plan } from '../read/inspect.ts';
import { partsOf } from '../read/parts.ts';
import type { ReadCounts } from '../read/read.ts';
import type { FromAnalyzer, Job, JobResult } from '../workers/messages.ts';
import { defaultThreads, runPool } from '../workers/pool.ts';
import type { Analysis } from './analysis.ts';
import { Analyzer } from './analyzer.ts';

export interface AnalyzeOptions {
  zone: string;
  pattern?: string | undefined;
  text?: boolean | undefined;
  /** LogsQL. */
  filter?: string | undefined;
  /** Fields whose most frequent values are wanted. */
  fields: readonly string[];
  /** Worker threads. @default one a processor */
  threads?: number | undefined;
  onProgress?: (bytes: number) => void;
}

/** What became of one file. */
export interface FileReport {
  plan: Plan;
  counts: ReadCounts;
  problem?: string;
  parts: { start: number; lines: number }[];
}

export interface AnalyzeResult {
  analysis: Analysis;
  files: FileReport[];
  /** What was named and not read. */
  problems: { path: string; reason: string }[];
  seconds: number;
}

/** Parts of a large file are read by several threads. */
const PART_BYTES = 16 * 1024 * 1024;
/** Less is read faster than a thread starts. */
const SMALL_BYTES = 8 * 1024 * 1024;

/** The plans of all files that can be read. */
export async function planFiles(
  names: readonly string[],
  options: { zone: string; pattern?: string | undefined; text?: boolean | undefined },
): Promise<{ plans: Plan[]; problems: FoundFiles['problems'] }> {
  const { files, problems } = await findFiles(names);
  const plans: Plan[] = [];
  for (const file of files) {
    try {
      const plan = await inspect(file, options);
      if (typeof plan === 'string') problems.push({ path: file.path, reason: plan });
      else plans.push(plan);
    } catch (error) {
      problems.push({ path: file.path, reason: plainReason(error) });
    }
  }
  return { plans, problems };
}

/** Reads files and counts what is in them. */
export async function analyze(names: readonly string[], options: AnalyzeOptions): Promise<AnalyzeResult> {
  const started = performance.now();
  const { plans, problems } = await planFiles(names, options);
  const settings = { fields: options.fields, filter: options.filter, now: BigInt(Date.now()) * 1_000_000n };
  const analyzer = new Analyzer(settings);
  const files = plans.map((plan): FileReport => ({ plan, counts: noCounts(), parts: [] }));
  const onBytes = options.onProgress ?? (() => undefined);
  const done = (result: JobResult): void => addResult(files[result.file]!, result);

  // A pipe belongs to this process: what was looked at stands in its memory.
  for (const job of jobsOf(plans, (plan) => plan.isPipe)) done(await analyzer.run(job, onBytes));
  const jobs = [...jobsOf(plans, (plan) => !plan.isPipe)];
  const size = plans.reduce((sum, plan) => sum + plan.size, 0);
  const threads = Math.min(options.threads ?? defaultThreads(), jobs.length);
  if (threads <= 1 || size < SMALL_BYTES) {
    for (const job of jobs) done(await analyzer.run(job, onBytes));
  } else {
    await runPool<FromAnalyzer>(jobs.values(), {
      name: 'analyze-worker',
      data: settings,
      threads,
      onMessage(message) {
        if (message.kind === 'progress') onBytes(message.bytes);
        else if (message.kind === 'finished') analyzer.analysis.merge(message.state);
        else done(message.result);
        return message.kind === 'done' ? 'free' : message.kind === 'finished' ? 'finished' : undefined;
      },
    });
  }
  return { analysis: analyzer.analysis, files, problems, seconds: (performance.now() - started) / 1e3 };
}

function* jobsOf(plans: readonly Plan[], wanted: (plan: Plan) => boolean): Generator<Job> {
  for (const [file, plan] of plans.entries()) {
    if (!wanted(plan)) continue;
    for (const part of partsOf(plan, PART_BYTES)) yield { file, plan, part };
  }
}

export function addResult(report: FileReport, { counts, problem, start }: JobResult): void {
  for (const name of Object.keys(counts) as (keyof ReadCounts)[]) report.counts[name] += counts[name];
  if (problem !== undefined) report.problem = problem;
  report.parts.push({ start, lines: counts.lines });
}

export function noCounts(): ReadCounts {
  return { bytes: 0, lines: 0, cut: 0, encoding: 0, nul: 0, records: 0, odd: 0, other: 0, joined: 0 };
}
