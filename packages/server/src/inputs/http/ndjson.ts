import { type Draft, LogboomError, normalizeJson, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import { LineSplitter } from '../lines/line-splitter.ts';
import { ArraySplitter } from './array-splitter.ts';

/** What happened to the records of a request. */
export interface IngestReport {
  accepted: number;
  rejected: number;
  errors: { line: number; reason: string }[];
}

/** So many rejected records are reported one by one; the rest is counted. */
const ERRORS_MAX = 100;

/** Changes a record before it is added: what query parameters of a request asked for. */
export type Finish = (draft: Draft) => void;

/** Reads one JSON object a line, or one JSON array, as it arrives; a bad record costs only itself. */
export class JsonReader {
  readonly report: IngestReport = { accepted: 0, rejected: 0, errors: [] };
  readonly #batch: Batch;
  readonly #finish: Finish | undefined;
  readonly #splitter: LineSplitter;
  readonly #recordLimit: number;
  #line = 0;
  #array: ArraySplitter | undefined;
  #begun = false;

  /** @param recordLimit how many bytes one record may have; a longer one is refused before it is parsed */
  constructor(batch: Batch, recordLimit: number, finish?: Finish) {
    this.#batch = batch;
    this.#recordLimit = recordLimit;
    this.#finish = finish;
    this.#splitter = new LineSplitter(recordLimit, () => this.#refuseLong());
  }

  push(chunk: Buffer): void {
    if (!this.#begun) this.#begin(chunk);
    if (this.#array !== undefined) this.#array.push(chunk, (element) => this.#addLine(element));
    else this.#splitter.push(chunk, (line) => this.#addLine(line));
  }

  /** @throws LogboomError LB_BODY_INVALID when an array does not end */
  end(): IngestReport {
    this.#array?.end();
    const rest = this.#splitter.take();
    if (rest !== undefined) this.#addLine(rest);
    return this.report;
  }

  /** The first byte that is no blank decides: `[` begins an array. */
  #begin(chunk: Buffer): void {
    const first = chunk.find((byte) => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
    if (first === undefined) return;
    this.#begun = true;
    if (first === 0x5b) this.#array = new ArraySplitter(this.#recordLimit, () => this.#refuseLong());
  }

  #addLine(bytes: Buffer): void {
    this.#line++;
    const text = bytes.toString();
    if (text.trim() === '') return;
    this.#add((draft) => normalizeJson(this.#line === 1 ? text.replace(/^\uFEFF/, '') : text, draft));
  }

  #refuseLong(): void {
    this.#line++;
    const limit = this.#recordLimit;
    this.#refuse(new LogboomError('LB_RECORD_TOO_LARGE', { bytes: `more than ${limit}`, limit }));
  }

  #add(fill: (draft: Draft) => void): void {
    try {
      const draft = this.#batch.draft();
      fill(draft);
      this.#finish?.(draft);
      this.#batch.add();
      this.report.accepted++;
    } catch (error) {
      // A batch over the limit is the request's fault, not the record's.
      if (LogboomError.is(error) && error.code === 'LB_BATCH_TOO_LARGE') throw error;
      this.#refuse(error);
    }
  }

  #refuse(error: unknown): void {
    this.report.rejected++;
    if (this.report.errors.length < ERRORS_MAX) {
      this.report.errors.push({ line: this.#line, reason: reasonOf(error) });
    }
  }
}
