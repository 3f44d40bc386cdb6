import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
  writevSync,
} from 'node:fs';
import { join } from 'node:path';

/** A new file is begun when one is this long, so that what was delivered can be removed. */
const SEGMENT_BYTES = 4 * 1024 * 1024;
/** A file whose content is all delivered is emptied from this length on. */
const EMPTY_BYTES = 64 * 1024;

/** Where a batch begins, and in which file. */
export interface Place {
  segment: number;
  offset: number;
}

/** The files that a lane writes: `CLIENT.000001.log` and on, and `CLIENT.ack` with the last delivered number. */
export class Segments {
  readonly #directory: string;
  readonly #client: string;
  readonly #sync: boolean;
  /** How many batches of each file are not delivered. */
  readonly #uses = new Map<number, number>();
  #segment = 0;
  #file: number | undefined;
  #length = 0;
  #ack: number | undefined;

  constructor(directory: string, client: string, sync: boolean) {
    this.#directory = directory;
    this.#client = client;
    this.#sync = sync;
  }

  /** Where the next byte goes. A batch is never in two files: it asks before its first byte. */
  begin(): Place {
    if (this.#file === undefined || this.#length >= SEGMENT_BYTES) this.#next();
    return { segment: this.#segment, offset: this.#length };
  }

  /** Appends all parts or, when that fails, nothing. @throws the system's error (full, read-only ...) */
  append(parts: readonly Buffer[]): void {
    const file = this.#file!;
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    try {
      let written = writevSync(file, parts);
      if (written < total) {
        const rest = Buffer.concat(parts);
        while (written < total) written += writeSync(file, rest, written);
      }
      if (this.#sync) fdatasyncSync(file);
    } catch (error) {
      ftruncateSync(file, this.#length);
      throw error;
    }
    this.#length += total;
  }

  /** Takes back what was written from a place on. */
  rewind({ segment, offset }: Place): void {
    if (segment !== this.#segment || this.#file === undefined) return;
    ftruncateSync(this.#file, offset);
    this.#length = offset;
  }

  read({ segment, offset }: Place, length: number): Buffer {
    const file = openSync(this.#path(segment), 'r');
    try {
      const content = Buffer.allocUnsafe(length);
      let at = 0;
      while (at < length) {
        const count = readSync(file, content, at, length - at, offset + at);
        if (count === 0) break;
        at += count;
      }
      return content.subarray(0, at);
    } finally {
      closeSync(file);
    }
  }

  use(segment: number): void {
    this.#uses.set(segment, (this.#uses.get(segment) ?? 0) + 1);
  }

  /** A batch of a file is delivered or given up; a file with none left goes. */
  release(segment: number): void {
    const left = (this.#uses.get(segment) ?? 0) - 1;
    if (left > 0) {
      this.#uses.set(segment, left);
      return;
    }
    this.#uses.delete(segment);
    if (segment !== this.#segment) rmSync(this.#path(segment), { force: true });
  }

  /** Nothing of the current file is needed any more: it does not grow for ever. */
  empty(): void {
    if (this.#file === undefined || this.#length < EMPTY_BYTES || this.#uses.size > 0) return;
    ftruncateSync(this.#file, 0);
    this.#length = 0;
  }

  /** Keeps the last delivered number, so that the next start does not repeat what was delivered. */
  acknowledge(number: number): void {
    this.#ack ??= openSync(join(this.#directory, `${this.#client}.ack`), 'w');
    writeSync(this.#ack, `${String(number).padStart(16, '0')}\n`, 0);
  }

  close(): void {
    for (const file of [this.#file, this.#ack]) if (file !== undefined) closeSync(file);
    this.#file = undefined;
    this.#ack = undefined;
  }

  /** Removes all that is left; everything is delivered. */
  remove(): void {
    this.close();
    rmSync(this.#path(this.#segment), { force: true });
    rmSync(join(this.#directory, `${this.#client}.ack`), { force: true });
  }

  #next(): void {
    const before = this.#segment;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    mkdirSync(this.#directory, { recursive: true });
    this.#segment++;
    this.#length = 0;
    this.#file = openSync(this.#path(this.#segment), 'ax', 0o600);
    if (before > 0 && !this.#uses.has(before)) rmSync(this.#path(before), { force: true });
  }

  #path(segment: number): string {
    return join(this.#directory, segmentName(this.#client, segment));
  }
}

export function segmentName(client: string, segment: number): string {
  return `${client}.${String(segment).padStart(6, '0')}.log`;
}
