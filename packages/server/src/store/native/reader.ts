import { formatInstant, type LogRecord, levelOf } from '@logboom/core';

/** Reads the columns of one Native block that {@link BlockBuilder} wrote. */
class BlockReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError('the block ends early');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  text(): string {
    const length = this.varint();
    const start = this.#at;
    this.#at += length;
    return this.#bytes.toString('utf8', start, this.#at);
  }

  uint64(): number {
    const low = this.#bytes.readUInt32LE(this.#at);
    const high = this.#bytes.readUInt32LE(this.#at + 4);
    this.#at += 8;
    return high * 0x1_0000_0000 + low;
  }

  heading(): void {
    this.text();
    this.text();
  }

  times(rows: number): string[] {
    this.heading();
    const times: string[] = [];
    for (let i = 0; i < rows; i++) {
      const nanos = this.#bytes.readBigInt64LE(this.#at);
      const ms = nanos / 1_000_000n;
      times.push(formatInstant(Number(ms), Number(nanos - ms * 1_000_000n)));
      this.#at += 8;
    }
    return times;
  }

  bytes(rows: number): Buffer {
    this.heading();
    this.#at += rows;
    return this.#bytes.subarray(this.#at - rows, this.#at);
  }

  texts(rows: number): string[] {
    this.heading();
    return this.plainTexts(rows);
  }

  plainTexts(rows: number): string[] {
    const texts: string[] = [];
    for (let i = 0; i < rows; i++) texts.push(this.text());
    return texts;
  }

  numbers(rows: number): number[] {
    const numbers: number[] = [];
    for (let i = 0; i < rows; i++) numbers.push(this.uint64());
    return numbers;
  }

  dictionary(): string[] {
    this.heading();
    this.uint64();
    return this.dictionaryData();
  }

  dictionaryData(): string[] {
    const width = 1 << (this.uint64() & 0xff);
    const keys = this.plainTexts(this.uint64());
    const rows = this.uint64();
    const texts: string[] = [];
    for (let i = 0; i < rows; i++) texts.push(keys[this.#bytes.readUIntLE(this.#at + i * width, width)]!);
    this.#at += rows * width;
    return texts;
  }

  attributes(rows: number): Record<string, string>[] {
    this.heading();
    this.uint64();
    const offsets = this.numbers(rows);
    const total = offsets.at(-1) ?? 0;
    const names = total === 0 ? [] : this.dictionaryData();
    const values = this.plainTexts(total);
    let at = 0;
    return offsets.map((end) => {
      const pairs: [string, string][] = [];
      for (; at < end; at++) pairs.push([names[at]!, values[at]!]);
      // fromEntries defines properties, so a name like __proto__ is a name and nothing else.
      return Object.fromEntries(pairs);
    });
  }
}

/** The records of a block, in order. */
export function readBlock(block: Buffer): LogRecord[] {
  const reader = new BlockReader(block);
  reader.varint();
  const rows = reader.varint();
  if (rows === 0) return [];
  const timestamp = reader.times(rows);
  const observed = reader.times(rows);
  const severity = reader.bytes(rows);
  reader.dictionary();
  const message = reader.texts(rows);
  const service = reader.dictionary();
  const logger = reader.dictionary();
  const host = reader.dictionary();
  const trace = reader.texts(rows);
  const span = reader.texts(rows);
  const attributes = reader.attributes(rows);
  const source = reader.dictionary();
  const node = reader.dictionary();
  reader.heading();
  const sequence = reader.numbers(rows);
  return message.map((text, i) => ({
    timestamp: timestamp[i]!,
    observed: observed[i]!,
    severity: severity[i]!,
    level: levelOf(severity[i]!),
    message: text,
    service: service[i]!,
    logger: logger[i]!,
    host: host[i]!,
    trace_id: trace[i]!,
    span_id: span[i]!,
    attributes: attributes[i]!,
    source: source[i]!,
    id: `${node[i]}-${sequence[i]}`,
  }));
}
