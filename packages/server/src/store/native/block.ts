import { type Draft, LEVELS, levelIndexOf, SEVERITY_DEFAULT } from '@logboom/core';
import type { ByteRow } from './byte-row.ts';
import { ByteColumn } from './bytes.ts';
import { DictionaryColumn, writeConstant } from './dictionary.ts';

const TIME_TYPE = "DateTime64(9, 'UTC')";
const DICTIONARY_TYPE = 'LowCardinality(String)';

/** Names, types and headers of all columns. */
const NAMES_BYTES = 1024;
/** Of each row: when it was observed, its number, its source and its node. */
const ROW_BYTES = 8 + 8 + 1 + 1;

/** What all rows of a block share. */
export interface BlockHeader {
  /** Time of receipt, in ms since 1970. */
  observed: number;
  source: string;
  node: string;
  /** The number of the first row; the following rows count up. */
  sequence: number;
}

/**
 * Rows on their way to the store, column by column, in the bytes that ClickHouse's Native format has: so
 * neither the spool nor the inserter nor the engine has anything left to convert.
 */
export class BlockBuilder {
  rows = 0;
  /** The time of the newest row, in ms since 1970; 0 while there is none. */
  newest = 0;
  readonly #timestamp = new ByteColumn();
  readonly #severity = new ByteColumn();
  readonly #level = new DictionaryColumn();
  readonly #message = new ByteColumn(256);
  readonly #service = new DictionaryColumn();
  readonly #logger = new DictionaryColumn();
  readonly #host = new DictionaryColumn();
  readonly #trace = new ByteColumn();
  readonly #span = new ByteColumn();
  readonly #offsets = new ByteColumn();
  readonly #names = new DictionaryColumn();
  readonly #values = new ByteColumn();

  /** About how many bytes the block has. */
  get bytes(): number {
    return (
      this.#message.length +
      this.#values.length +
      this.#trace.length +
      this.#span.length +
      this.rows * 40 +
      this.#names.rows
    );
  }

  add(draft: Draft): void {
    const severity = draft.severity || SEVERITY_DEFAULT;
    this.#timestamp.nanoseconds(draft.ms, draft.ns);
    if (draft.ms > this.newest) this.newest = draft.ms;
    this.#severity.byte(severity);
    this.#level.add(LEVELS[levelIndexOf(severity)]!);
    this.#message.text(draft.message);
    this.#service.add(draft.service);
    this.#logger.add(draft.logger);
    this.#host.add(draft.host);
    this.#trace.text(draft.trace_id);
    this.#span.text(draft.span_id);
    const { attributes } = draft;
    for (let i = 0; i < attributes.length; i += 2) {
      this.#names.add(attributes[i]!);
      this.#values.text(attributes[i + 1]!);
    }
    this.#offsets.uint64(this.#names.rows);
    this.rows++;
  }

  /** The same from bytes. */
  addBytes(row: ByteRow): void {
    const { bytes, texts, names, values } = row;
    const severity = row.severity || SEVERITY_DEFAULT;
    this.#timestamp.nanoseconds(row.ms, row.ns);
    this.#severity.byte(severity);
    this.#level.add(LEVELS[levelIndexOf(severity)]!);
    this.#message.slice(bytes, texts[0]!, texts[1]!);
    this.#service.addBytes(bytes, texts[2]!, texts[3]!);
    this.#logger.addBytes(bytes, texts[4]!, texts[5]!);
    if (texts[6] === texts[7]) this.#host.add(row.sender);
    else this.#host.addBytes(bytes, texts[6]!, texts[7]!);
    this.#trace.slice(bytes, texts[8]!, texts[9]!);
    this.#span.slice(bytes, texts[10]!, texts[11]!);
    for (let i = 0; i < row.attributes; i++) {
      this.#names.add(names[i]!);
      const begin = values[i * 2]!;
      if (begin < 0) this.#values.text(row.madeValues[i]!);
      else this.#values.slice(bytes, begin, values[i * 2 + 1]!);
    }
    this.#offsets.uint64(this.#names.rows);
    this.rows++;
  }

  clear(): void {
    this.rows = 0;
    this.newest = 0;
    const columns = [
      this.#timestamp,
      this.#severity,
      this.#level,
      this.#message,
      this.#service,
      this.#logger,
    ];
    for (const column of columns) column.clear();
    for (const column of [this.#host, this.#trace, this.#span, this.#offsets, this.#names, this.#values]) {
      column.clear();
    }
  }

  /** The block as Native bytes: a block that has been built is not changed by later rows. */
  finish(header: BlockHeader): Buffer {
    const { rows } = this;
    const out = new ByteColumn(this.#finishedBytes(header));
    const column = (name: string, type: string): void => {
      out.text(name);
      out.text(type);
    };
    const plain = (name: string, type: string, data: ByteColumn): void => {
      column(name, type);
      out.raw(data.view());
    };
    const dictionary = (name: string, data: DictionaryColumn): void => {
      column(name, DICTIONARY_TYPE);
      data.writePrefix(out);
      data.writeData(out);
    };
    out.varint(14);
    out.varint(rows);
    plain('timestamp', TIME_TYPE, this.#timestamp);
    column('observed', TIME_TYPE);
    out.repeatNanoseconds(header.observed, 0, rows);
    plain('severity', 'UInt8', this.#severity);
    dictionary('level', this.#level);
    plain('message', 'String', this.#message);
    dictionary('service', this.#service);
    dictionary('logger', this.#logger);
    dictionary('host', this.#host);
    plain('trace_id', 'String', this.#trace);
    plain('span_id', 'String', this.#span);
    column('attributes', 'Map(LowCardinality(String), String)');
    this.#names.writePrefix(out);
    out.raw(this.#offsets.view());
    this.#names.writeData(out);
    out.raw(this.#values.view());
    column('source', DICTIONARY_TYPE);
    writeConstant(header.source, rows, out);
    column('node', DICTIONARY_TYPE);
    writeConstant(header.node, rows, out);
    column('seq', 'UInt64');
    for (let i = 0; i < rows; i++) out.uint64(header.sequence + i);
    return out.view();
  }

  /** As many bytes as the block will have, or a few more: room that is not used is memory that is collected. */
  #finishedBytes({ source, node }: BlockHeader): number {
    let size = NAMES_BYTES + 3 * (source.length + node.length) + this.rows * ROW_BYTES;
    for (const column of [this.#timestamp, this.#severity, this.#message, this.#trace, this.#span]) {
      size += column.length;
    }
    for (const column of [this.#level, this.#service, this.#logger, this.#host, this.#names]) {
      size += column.size;
    }
    return size + this.#offsets.length + this.#values.length;
  }
}
