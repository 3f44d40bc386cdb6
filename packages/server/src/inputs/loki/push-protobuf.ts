import type { Instant } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import { LineReader } from '../lines/line-record.ts';
import { BYTES, ProtobufReader, tagOf, VARINT } from '../protobuf/reader.ts';
import type { Report } from '../report.ts';
import { fillEntry, type Stream } from './entry.ts';
import { parseLabels } from './labels.ts';

// grafana/loki pkg/push/push.proto: PushRequest, StreamAdapter, EntryAdapter, LabelPairAdapter; Timestamp.
const STREAMS = tagOf(1, BYTES);
const LABELS = tagOf(1, BYTES);
const ENTRIES = tagOf(2, BYTES);
const TIMESTAMP = tagOf(1, BYTES);
const LINE = tagOf(2, BYTES);
const METADATA = tagOf(3, BYTES);
const NAME = tagOf(1, BYTES);
const VALUE = tagOf(2, BYTES);
const SECONDS = tagOf(1, VARINT);
const NANOS = tagOf(2, VARINT);

/** Decodes a push in Protocol Buffers, decompressed already. */
export class PushDecoder {
  readonly #reader = new ProtobufReader();
  readonly #time: Instant = { ms: 0, ns: 0 };
  #batch!: Batch;
  #report!: Report;
  #tenant = '';
  #place = 0;

  /** @throws LogboomError LB_BODY_INVALID when the messages around the entries cannot be read */
  decode(bytes: Buffer, tenant: string, batch: Batch, report: Report): void {
    this.#batch = batch;
    this.#report = report;
    this.#tenant = tenant;
    this.#place = 0;
    const reader = this.#reader.open(bytes);
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === STREAMS) this.#stream();
      else reader.skip(tag);
    }
  }

  #stream(): void {
    const reader = this.#reader;
    const outer = reader.enter();
    const start = reader.at;
    let labels = '{}';
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === LABELS) labels = reader.text();
      else reader.skip(tag);
    }
    reader.at = start;
    let stream: Stream | undefined;
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag !== ENTRIES) {
        reader.skip(tag);
        continue;
      }
      this.#place++;
      const entry = reader.enter();
      const { end } = reader;
      try {
        stream ??= { reader: new LineReader(), labels: parseLabels(labels), tenant: this.#tenant };
        this.#entry(stream);
        this.#batch.add();
        this.#report.accepted++;
      } catch (error) {
        this.#report.refuse(this.#place, error);
      }
      // An error may have left the reader inside a message of the entry.
      reader.end = end;
      reader.leave(entry);
    }
    reader.leave(outer);
  }

  #entry(stream: Stream): void {
    const reader = this.#reader;
    const time = this.#time;
    let line = '';
    let metadata: [string, string][] | undefined;
    time.ms = Number.NaN;
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === TIMESTAMP) this.#timestamp();
      else if (tag === LINE) line = reader.text();
      else if (tag === METADATA) {
        metadata ??= [];
        metadata.push(this.#pair());
      } else reader.skip(tag);
    }
    fillEntry(line, time, stream, metadata && Object.fromEntries(metadata), this.#batch.draft());
  }

  #timestamp(): void {
    const reader = this.#reader;
    const outer = reader.enter();
    let seconds = 0;
    let nanos = 0;
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === SECONDS) seconds = Number(reader.int64());
      else if (tag === NANOS) nanos = Number(reader.int64());
      else reader.skip(tag);
    }
    const ms = Math.floor(nanos / 1e6);
    this.#time.ms = seconds * 1e3 + ms;
    this.#time.ns = nanos - ms * 1e6;
    reader.leave(outer);
  }

  #pair(): [string, string] {
    const reader = this.#reader;
    const outer = reader.enter();
    const pair: [string, string] = ['', ''];
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === NAME) pair[0] = reader.name();
      else if (tag === VALUE) pair[1] = reader.text();
      else reader.skip(tag);
    }
    reader.leave(outer);
    return pair;
  }
}
