import type { Worker } from 'node:worker_threads';
import { addResult, type FileReport, noCounts, planFiles } from '../analyze/analyze.ts';
import type { Plan } from '../read/inspect.ts';
import { wholePart } from '../read/parts.ts';
import type { Part } from '../read/read.ts';
import { isSeekable } from '../read/stream.ts';
import type { FromImporter, Job, ToImporter } from '../workers/messages.ts';
import { defaultThreads, runPool } from '../workers/pool.ts';
import { type Batch, Importer } from './importer.ts';
import { sectionsOf } from './sections.ts';
import { ImportState } from './state.ts';
import type { Target } from './target.ts';

export interface ImportOptions {
  zone: string;
  pattern?: string | undefined;
  text?: boolean | undefined;
  threads?: number | undefined;
  service?: string | undefined;
  host?: string | undefined;
  /** Also what was imported before. */
  again: boolean;
  /** Where state files are. */
  stateDirectory: string;
  /** Stops after the batches that are under way. */
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
}

/** How far an import is. */
export interface ImportProgress {
  /** Bytes of files read, as far as they are known beforehand. */
  bytes: number;
  totalBytes: number;
  lines: number;
  /** Records that are on disk. */
  stored: number;
  odd: number;
}

export interface ImportResult {
  files: FileReport[];
  problems: { path: string; reason: string }[];
  stored: number;
  /** Records that were stored by an earlier run. */
  known: number;
  refused: number;
  reason?: string;
  /** Files of which everything was stored before. */
  complete: string[];
  interrupted: boolean;
  seconds: number;
}

const SMALL_BYTES = 8 * 1024 * 1024;

/** Stores files: every record once, however often it is interrupted and run again. */
export async function importFiles(
  names: readonly string[],
  target: Target,
  options: ImportOptions,
): Promise<ImportResult> {
  const run = new ImportRun(target, options);
  return run.files(names);
}

class ImportRun {
  readonly #target: Target;
  readonly #options: ImportOptions;
  readonly #result: ImportResult;
  readonly #progress: ImportProgress = { bytes: 0, totalBytes: 0, lines: 0, stored: 0, odd: 0 };
  readonly #states = new Map<number, ImportState>();
  #plans: Plan[] = [];

  constructor(target: Target, options: ImportOptions) {
    this.#target = target;
    this.#options = options;
    this.#result = {
      files: [],
      problems: [],
      stored: 0,
      known: 0,
      refused: 0,
      complete: [],
      interrupted: false,
      seconds: 0,
    };
  }

  async files(names: readonly string[]): Promise<ImportResult> {
    const started = performance.now();
    const { plans, problems } = await planFiles(names, this.#options);
    this.#plans = plans;
    this.#result.problems = problems;
    this.#result.files = plans.map((plan): FileReport => ({ plan, counts: noCounts(), parts: [] }));
    this.#progress.totalBytes = plans.reduce((sum, plan) => sum + (isSeekable(plan) ? plan.size : 0), 0);
    try {
      await this.#openStates();
      await this.#read();
      await this.#complete();
    } finally {
      await Promise.all([...this.#states.values()].map((state) => state.close()));
    }
    this.#result.interrupted = this.#options.signal.aborted;
    this.#result.seconds = (performance.now() - started) / 1e3;
    return this.#result;
  }

  async #openStates(): Promise<void> {
    const { stateDirectory, again } = this.#options;
    for (const [file, plan] of this.#plans.entries()) {
      if (plan.isPipe) continue;
      const state = await ImportState.open(stateDirectory, this.#target.identity, plan, again);
      this.#states.set(file, state);
      if (isSeekable(plan)) this.#progress.bytes += state.doneBytes;
    }
  }

  async #read(): Promise<void> {
    const { threads = defaultThreads(), service, host } = this.#options;
    const settings = { format: this.#target.format, service, host };
    const size = this.#plans.reduce((sum, plan) => sum + plan.size, 0);
    const importer = new Importer(settings);
    const alone = async (jobs: AsyncIterable<Job>): Promise<void> => {
      for await (const job of jobs) {
        const result = await importer.run(
          job,
          (batch) => this.#store(batch),
          (bytes) => this.#count(bytes),
        );
        this.#done(result);
      }
    };
    await alone(this.#jobs((plan) => plan.isPipe));
    if (size < SMALL_BYTES || threads === 1) return alone(this.#jobs((plan) => !plan.isPipe));
    const storing = new Set<Promise<void>>();
    await runPool<FromImporter>(
      this.#jobs((plan) => !plan.isPipe),
      {
        name: 'import-worker',
        data: settings,
        threads,
        onMessage: (message, worker, fail) => {
          switch (message.kind) {
            case 'progress':
              this.#count(message.bytes);
              return undefined;
            case 'batch': {
              const stored = this.#store(message.batch).then(() => tell(worker), fail);
              storing.add(stored);
              void stored.finally(() => storing.delete(stored));
              return undefined;
            }
            case 'done':
              this.#done(message.result);
              return 'free';
            case 'finished':
              return 'finished';
          }
        },
      },
    );
    await Promise.all(storing);
  }

  /** What was read to its end need not be read again. */
  async #complete(): Promise<void> {
    for (const [file, { problem }] of this.#result.files.entries()) {
      const wasRead = this.#result.files[file]!.parts.length > 0;
      if (wasRead && problem === undefined && !isSeekable(this.#plans[file]!))
        await this.#states.get(file)?.complete();
    }
  }

  /** What is still to be read, until the import is interrupted. */
  async *#jobs(wanted: (plan: Plan) => boolean): AsyncGenerator<Job> {
    for (const [file, plan] of this.#plans.entries()) {
      if (!wanted(plan)) continue;
      let parts = 0;
      for await (const part of this.#partsOf(file, plan)) {
        if (this.#options.signal.aborted) return;
        parts++;
        yield { file, plan, part };
      }
      if (parts === 0) this.#result.complete.push(plan.path);
    }
  }

  async *#partsOf(file: number, plan: Plan): AsyncGenerator<Part> {
    const state = this.#states.get(file);
    if (state === undefined) yield wholePart();
    else if (isSeekable(plan)) yield* sectionsOf(plan, state);
    // What is compressed is read from its beginning again, unless its end was reached.
    else if (!state.isComplete) yield wholePart();
  }

  async #store({ file, start, end, rows, bytes, refused }: Batch): Promise<void> {
    const state = this.#states.get(file);
    const part = { start, end, line: 0 };
    if (state?.isDone(start) === true) {
      this.#result.known += rows;
      return;
    }
    this.#result.refused += refused;
    if (rows > 0) {
      const key = state?.keyOf(part) ?? `import-${crypto.randomUUID()}`;
      const { accepted, rejected, reason } = await this.#target.send(rows, bytes, key);
      this.#result.stored += accepted;
      this.#result.refused += rejected;
      if (reason !== undefined) this.#result.reason ??= reason;
      this.#progress.stored += accepted;
    }
    await state?.done(part);
    this.#options.onProgress(this.#progress);
  }

  #done(result: Parameters<typeof addResult>[1]): void {
    const report = this.#result.files[result.file]!;
    addResult(report, result);
    this.#progress.lines += result.counts.lines;
    this.#progress.odd += result.counts.odd;
    this.#options.onProgress(this.#progress);
  }

  #count(bytes: number): void {
    this.#progress.bytes += bytes;
    this.#options.onProgress(this.#progress);
  }
}

function tell(worker: Worker): void {
  worker.postMessage({ kind: 'stored' } satisfies ToImporter);
}
