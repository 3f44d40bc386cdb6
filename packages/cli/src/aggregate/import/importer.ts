import { resolve } from 'node:path';
import type { Draft } from '@logboom/core';
import type { ByteRow } from '@logboom/server/block';
import { readRecords } from '../read/read.ts';
import type { OnRow } from '../read/record-reader.ts';
import { isSeekable } from '../read/stream.ts';
import type { Job, JobResult } from '../workers/messages.ts';
import { type BatchFormat, batchWriter } from './batch.ts';
import { SECTION_LINES } from './sections.ts';

/** What every importing thread does to records. */
export interface ImportSettings {
  format: BatchFormat;
  /** For records that name none. */
  service?: string | undefined;
  host?: string | undefined;
}

/** Records of one section. */
export interface Batch {
  file: number;
  /** Where the section begins: a byte, or a line of what can be read from its beginning only. */
  start: number;
  end: number;
  rows: number;
  bytes: Uint8Array<ArrayBuffer>;
  refused: number;
}

/** Hands a batch on; fulfilled when the next one may come. */
export type OnBatch = (batch: Batch) => Promise<void>;

/** Reads sections of files into batches: in a worker thread, or in the main thread when there is little to do. */
export class Importer {
  readonly #settings: ImportSettings;

  constructor(settings: ImportSettings) {
    this.#settings = settings;
  }

  async run(job: Job, onBatch: OnBatch, onBytes: (bytes: number) => void): Promise<JobResult> {
    const { file, plan, part } = job;
    const sections = new Sections(job, this.#settings);
    const result = await readRecords(
      plan,
      part,
      (draft, line) => sections.add(draft, line),
      async (bytes) => {
        onBytes(bytes);
        for (const batch of sections.take()) await onBatch(batch);
      },
      this.#onRow(sections),
    );
    for (const batch of sections.end(result.counts.lines)) await onBatch(batch);
    return { file, start: part.start, ...result };
  }

  /** Blocks take records as bytes, unless something is to be put where a record says nothing. */
  #onRow(sections: Sections): OnRow | undefined {
    const { format, service, host } = this.#settings;
    if (format.kind !== 'block' || service !== undefined || host !== undefined) return undefined;
    return (row, size, line) => sections.addRow(row, size, line);
  }
}

/** Gathers the records of one job: one section, or one each so many lines. */
class Sections {
  readonly #job: Job;
  readonly #settings: ImportSettings;
  readonly #writer;
  readonly #byLines: boolean;
  readonly #path: string;
  #finished: Batch[] = [];
  #start: number;
  #refused = 0;

  constructor(job: Job, settings: ImportSettings) {
    this.#job = job;
    this.#settings = settings;
    this.#writer = batchWriter(settings.format);
    this.#byLines = !isSeekable(job.plan);
    this.#path = job.plan.path === '-' ? '' : resolve(job.plan.path);
    this.#start = this.#byLines ? 0 : job.part.start;
  }

  /** @returns false when the record must come as a draft */
  addRow(row: ByteRow, size: number, line: number): boolean {
    this.#begin(line);
    if (Number.isNaN(row.ms)) return false;
    if (this.#path !== '') row.made('log.file.path', this.#path);
    row.made('log.file.line', String(line));
    return this.#writer.addBytes(row, size);
  }

  /** Of what can be read from its beginning only, so many lines are a section. */
  #begin(line: number): void {
    if (!this.#byLines || line <= this.#start + SECTION_LINES) return;
    const next = Math.floor((line - 1) / SECTION_LINES) * SECTION_LINES;
    this.#finish(next);
    this.#start = next;
  }

  add(draft: Draft, line: number): void {
    this.#begin(line);
    const { service, host } = this.#settings;
    // The last change of the file is the best guess for records of which nothing tells the time.
    if (Number.isNaN(draft.ms)) draft.ms = Math.floor(this.#job.plan.changed);
    if (draft.service === '' && service !== undefined) draft.service = service;
    if (draft.host === '' && host !== undefined) draft.host = host;
    if (this.#path !== '') draft.attribute('log.file.path', this.#path);
    draft.attribute('log.file.line', String(line));
    try {
      this.#writer.add(draft);
    } catch {
      this.#refused++;
    }
  }

  take(): Batch[] {
    const batches = this.#finished;
    this.#finished = [];
    return batches;
  }

  end(lines: number): Batch[] {
    this.#finish(this.#byLines ? lines : this.#job.part.end);
    return this.take();
  }

  #finish(end: number): void {
    const { rows, bytes } = this.#writer.finish();
    this.#finished.push({
      file: this.#job.file,
      start: this.#start,
      end,
      rows,
      bytes,
      refused: this.#refused,
    });
    this.#refused = 0;
  }
}
