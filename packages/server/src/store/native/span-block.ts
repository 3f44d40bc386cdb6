import type { BlockHeader } from './block.ts';
import { ByteColumn } from './bytes.ts';
import { DictionaryColumn, writeConstant } from './dictionary.ts';

/** A span: OpenTelemetry's trace data model, as the store keeps it. */
export interface Span {
  /** When it began: ms since 1970, and nanoseconds inside the millisecond. */
  ms: number;
  ns: number;
  /** How long it took, in nanoseconds. */
  duration: number;
  trace_id: string;
  span_id: string;
  /** Empty for the first span of a trace. */
  parent_span_id: string;
  trace_state: string;
  name: string;
  /** internal, server, client, producer, consumer or unspecified. */
  kind: string;
  /** unset, ok or error. */
  status: string;
  status_message: string;
  service: string;
  host: string;
  /** The instrumentation scope. */
  scope: string;
  /** Names and values in turn. */
  attributes: string[];
  /** JSON: `[{timestamp, name, attributes}]`. */
  events: string;
  /** JSON: `[{trace_id, span_id, trace_state, attributes}]`. */
  links: string;
}

const TIME_TYPE = "DateTime64(9, 'UTC')";
const DICTIONARY_TYPE = 'LowCardinality(String)';
const TEXTS = [
  'trace_id',
  'span_id',
  'parent_span_id',
  'trace_state',
  'status_message',
  'events',
  'links',
] as const;
const WORDS = ['name', 'kind', 'status', 'service', 'host', 'scope'] as const;

/** Spans on their way to the store, as {@link BlockBuilder} has records: one block in ClickHouse's Native format. */
export class SpanBlockBuilder {
  rows = 0;
  /** The end of the span that ended last, in ms since 1970; 0 while there is none. */
  newest = 0;
  readonly #timestamp = new ByteColumn();
  readonly #duration = new ByteColumn();
  readonly #texts = TEXTS.map(() => new ByteColumn());
  readonly #words = WORDS.map(() => new DictionaryColumn());
  readonly #offsets = new ByteColumn();
  readonly #names = new DictionaryColumn();
  readonly #values = new ByteColumn();

  /** About how many bytes the block has. */
  get bytes(): number {
    return this.#texts.reduce((sum, { length }) => sum + length, this.#values.length) + this.rows * 48;
  }

  add(span: Span): void {
    this.#timestamp.nanoseconds(span.ms, span.ns);
    this.newest = Math.max(this.newest, span.ms + span.duration / 1e6);
    this.#duration.uint64(span.duration);
    for (const [i, name] of TEXTS.entries()) this.#texts[i]!.text(span[name]);
    for (const [i, name] of WORDS.entries()) this.#words[i]!.add(span[name]);
    const { attributes } = span;
    for (let i = 0; i < attributes.length; i += 2) {
      this.#names.add(attributes[i]!);
      this.#values.text(attributes[i + 1]!);
    }
    this.#offsets.uint64(this.#names.rows);
    this.rows++;
  }

  finish(header: BlockHeader): Buffer {
    const { rows } = this;
    const out = new ByteColumn(this.bytes + 2048);
    const column = (name: string, type: string): void => {
      out.text(name);
      out.text(type);
    };
    const dictionary = (name: string, data: DictionaryColumn): void => {
      column(name, DICTIONARY_TYPE);
      data.writePrefix(out);
      data.writeData(out);
    };
    out.varint(6 + TEXTS.length + WORDS.length);
    out.varint(rows);
    column('timestamp', TIME_TYPE);
    out.raw(this.#timestamp.view());
    column('observed', TIME_TYPE);
    for (let i = 0; i < rows; i++) out.nanoseconds(header.observed, 0);
    column('duration', 'UInt64');
    out.raw(this.#duration.view());
    for (const [i, name] of TEXTS.entries()) {
      column(name, 'String');
      out.raw(this.#texts[i]!.view());
    }
    for (const [i, name] of WORDS.entries()) dictionary(name, this.#words[i]!);
    column('attributes', 'Map(LowCardinality(String), String)');
    this.#names.writePrefix(out);
    out.raw(this.#offsets.view());
    this.#names.writeData(out);
    out.raw(this.#values.view());
    column('source', DICTIONARY_TYPE);
    writeConstant(header.source, rows, out);
    column('node', DICTIONARY_TYPE);
    writeConstant(header.node, rows, out);
    return out.view();
  }
}
