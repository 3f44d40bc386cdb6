import { type Draft, LogboomError, normalizeJson } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import { ByteRow } from '../../store/native/byte-row.ts';
import type { JsonShapes } from '../json/shapes.ts';
import { LineReader } from '../lines/line-record.ts';
import { LineSplitter } from '../lines/line-splitter.ts';
import { Report } from '../report.ts';
import { ArraySplitter } from './array-splitter.ts';

/** What happened to the records of a request. */
export interface IngestReport {
  accepted: number;
  rejected: number;
  errors: { line: number; reason: string }[];
}

export interface JsonReaderOptions {
  /** Changes a record before it is added: what query parameters of a request asked for. */
  finish?: (draft: Draft) => void;
  /** Lines that are no JSON are messages, from this host. */
  textFrom?: string;
  /** Shapes of records that were seen before: what is like them is read faster. */
  shapes?: JsonShapes;
}

/** Reads one JSON object a line, or one JSON array, as it arrives; a bad record costs only itself. */
export class JsonReader {
  readonly report = new Report();
  readonly #batch: Batch;
  readonly #options: JsonReaderOptions;
  readonly #text: LineReader | undefined;
  readonly #splitter: LineSplitter;
  readonly #recordLimit: number;
  readonly #shapes: JsonShapes | undefined;
  readonly #row = new ByteRow();
  #line = 0;
  #array: ArraySplitter | undefined;
  #begun = false;

  /** @param recordLimit how many bytes one record may have; a longer one is refused before it is parsed */
  constructor(batch: Batch, recordLimit: number, options: JsonReaderOptions = {}) {
    this.#batch = batch;
    this.#recordLimit = recordLimit;
    this.#options = options;
    this.#text = options.textFrom === undefined ? undefined : new LineReader(options.textFrom);
    const isPlain = options.finish === undefined && options.textFrom === undefined;
    this.#shapes = isPlain ? options.shapes : undefined;
    this.#splitter = new LineSplitter(recordLimit, () => this.#refuseLong());
  }

  push(chunk: Buffer): void {
    if (!this.#begun) this.#begin(chunk);
    if (this.#array !== undefined) this.#array.push(chunk, (element) => this.#addLine(element));
    else this.#splitter.ranges(chunk, (bytes, begin, end) => this.#addRange(bytes, begin, end));
  }

  /** @throws LogboomError LB_BODY_INVALID when an array does not end */
  end(): Report {
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
    if (first === 0x5b && this.#text === undefined) {
      this.#array = new ArraySplitter(this.#recordLimit, () => this.#refuseLong());
    }
  }

  #addRange(bytes: Buffer, begin: number, end: number): void {
    if (this.#shapes?.read(bytes, begin, end, this.#row) === true && this.#addRow(end - begin)) return;
    this.#addLine(bytes.subarray(begin, end));
  }

  #addRow(size: number): boolean {
    if (!this.#batch.addBytes(this.#row, size)) return false;
    this.#line++;
    this.report.accepted++;
    return true;
  }

  #addLine(bytes: Buffer): void {
    this.#line++;
    const text = bytes.toString();
    if (text.trim() === '') return;
    const line = this.#line === 1 ? text.replace(/^\uFEFF/, '') : text;
    this.#add((draft) => {
      if (this.#text === undefined) {
        normalizeJson(line, draft);
        this.#shapes?.learn(bytes);
      } else this.#text.fill(line, draft);
    });
  }

  #refuseLong(): void {
    this.#line++;
    const limit = this.#recordLimit;
    const error = new LogboomError('LB_RECORD_TOO_LARGE', { bytes: `more than ${limit}`, limit });
    this.report.refuse(this.#line, error);
  }

  #add(fill: (draft: Draft) => void): void {
    try {
      const draft = this.#batch.draft();
      fill(draft);
      this.#options.finish?.(draft);
      this.#batch.add();
      this.report.accepted++;
    } catch (error) {
      this.report.refuse(this.#line, error);
    }
  }
}
