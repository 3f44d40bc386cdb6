import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeZone } from '@logboom/core';
import { formOf } from '../read/form-spec.ts';
import type { Plan } from '../read/inspect.ts';
import { BLOCK_BYTES } from '../read/limits.ts';
import { LineReader } from '../read/line-reader.ts';
import { type OnRecord, RecordReader } from '../read/record-reader.ts';
import { isSeekable, readLines } from '../read/stream.ts';
import { type AnalyzeOptions, type AnalyzeResult, type FileReport, planFiles } from './analyze.ts';
import { Analyzer } from './analyzer.ts';
import { painter } from './colours.ts';
import { renderReport } from './report.ts';
import { type SummaryOptions, summarize } from './summary.ts';

export interface FollowOptions extends AnalyzeOptions, SummaryOptions {
  format: 'text' | 'json';
  isTerminal: boolean;
}

const POLL_MS = 250;
const SHOW_MS = 1_000;
/** A record is counted when the next one begins, or after this silence: its stack trace may still come. */
const PATIENCE_MS = 500;

/** Analyses files as they grow, until it is interrupted; pipes until they end. */
export async function follow(names: readonly string[], options: FollowOptions): Promise<void> {
  const { plans, problems } = await planFiles(names, options);
  const { fields, filter } = options;
  const analyzer = new Analyzer({ fields, filter, now: BigInt(Date.now()) * 1_000_000n });
  const followers = plans.map(
    (plan) => new Follower(plan, (draft, line) => analyzer.add(draft, plan.path, 0, line)),
  );
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const started = performance.now();
  const result = (): AnalyzeResult => ({
    analysis: analyzer.analysis,
    files: followers.map((follower) => follower.report),
    problems,
    seconds: (performance.now() - started) / 1e3,
  });
  let shown = Number.NEGATIVE_INFINITY;
  let changed = true;
  const pipes = Promise.all(
    followers.filter(({ isPipe }) => isPipe).map((follower) => follower.readPipe(stop.signal)),
  );
  let pipesEnded = followers.some(({ isPipe }) => !isPipe) ? false : plans.length === 0;
  void pipes.then(() => {
    pipesEnded = followers.every(({ isPipe }) => isPipe);
  });
  while (!stop.signal.aborted) {
    for (const follower of followers) changed = (await follower.poll()) || changed;
    if (changed && performance.now() - shown >= SHOW_MS) {
      show(result(), options);
      shown = performance.now();
      changed = false;
    }
    if (pipesEnded) break;
    await sleep(POLL_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  for (const follower of followers) follower.end();
  show(result(), options);
}

function show(result: AnalyzeResult, options: FollowOptions): void {
  const summary = summarize(result, options);
  if (options.format === 'json') {
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return;
  }
  const columns = process.stdout.columns ?? 100;
  const text = renderReport(
    summary,
    result.analysis.timeline,
    columns,
    painter(options.isTerminal && process.env.NO_COLOR === undefined),
  );
  process.stdout.write(options.isTerminal ? `\x1b[H\x1b[2J${text}` : `${text}\n`);
}

/** One file that grows, is truncated, or is replaced by a new one of its name. */
class Follower {
  readonly isPipe: boolean;
  readonly #plan: Plan;
  readonly #onRecord: OnRecord;
  readonly #parts: FileReport['parts'] = [];
  #lines!: LineReader;
  #records!: RecordReader;
  #at = 0;
  #bytes = 0;
  #inode: number;
  #readAt = 0;
  #isOpen = false;
  #problem: string | undefined;

  constructor(plan: Plan, onRecord: OnRecord) {
    this.#plan = plan;
    this.#onRecord = onRecord;
    this.#inode = plan.inode;
    this.isPipe = !isSeekable(plan);
    this.#begin();
  }

  get report(): FileReport {
    const counts = { ...this.#lines.counts, ...this.#records.counts, bytes: this.#bytes };
    const report = { plan: this.#plan, counts, parts: this.#parts };
    return this.#problem === undefined ? report : { ...report, problem: this.#problem };
  }

  /** Reads what is new. @returns whether there was anything */
  async poll(): Promise<boolean> {
    const before = this.#records.counts.records;
    if (!this.isPipe) await this.#readNew();
    // The last record of a burst is counted after a moment: more lines of it may come.
    if (this.#isOpen && Date.now() - this.#readAt > PATIENCE_MS) {
      this.#records.end();
      this.#isOpen = false;
    }
    return this.#records.counts.records !== before;
  }

  /** A pipe, or a compressed file, is read to its end. */
  async readPipe(signal: AbortSignal): Promise<void> {
    try {
      for await (const chunk of readLines(this.#plan)) {
        if (signal.aborted) return;
        this.#push(chunk);
      }
    } catch (error) {
      this.#problem = String(error);
    }
    this.end();
  }

  end(): void {
    this.#lines.end();
    this.#records.end();
    this.#isOpen = false;
  }

  #begin(): void {
    const origin = { zone: timeZone(this.#plan.zone), near: this.#plan.changed };
    const records = new RecordReader(formOf(this.#plan.form), origin, this.#onRecord);
    this.#records = records;
    this.#lines = new LineReader((line) => records.add(line));
  }

  async #readNew(): Promise<void> {
    const status = await stat(this.#plan.path).catch(() => undefined);
    if (status === undefined) return;
    if (status.ino !== this.#inode || status.size < this.#at) {
      this.#inode = status.ino;
      this.#at = 0;
    }
    if (status.size === this.#at) return;
    const handle = await open(this.#plan.path).catch(() => undefined);
    if (handle === undefined) return;
    try {
      const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, BLOCK_BYTES, this.#at);
        if (bytesRead === 0) return;
        this.#at += bytesRead;
        this.#push(buffer.subarray(0, bytesRead));
      }
    } finally {
      await handle.close();
    }
  }

  #push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#lines.push(chunk);
    this.#readAt = Date.now();
    this.#isOpen = true;
  }
}
