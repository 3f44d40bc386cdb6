import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { MemoryBatch, type StoredBatch } from './batch.ts';
import { BatchQueue, type Lane } from './lane.ts';
import { LaneLock } from './lane-lock.ts';
import { writeMarker } from './marker.ts';
import { type Place, Segments } from './segments.ts';

export interface OwnLaneOptions {
  client: string;
  /** Where it is kept; without a directory in memory only. */
  directory: string | undefined;
  /** Whether every write waits for the disk. */
  sync: boolean;
  /** A batch is closed when it has this many bytes or records. */
  batchBytes: number;
  batchRecords: number;
  /** Bytes that may wait on the disk, and in memory where there is no disk. */
  maxBytes: number;
  maxMemory: number;
  onError: (error: unknown) => void;
  onDropped: (records: number) => void;
}

/** Copies in memory of batches that are on the disk, so that they need not be read back. */
const CACHE_BYTES = 4 * 1024 * 1024;

/** The batch being filled. */
interface Open {
  chunks: Buffer[];
  records: number;
  bytes: number;
  crc: number;
  /** `undefined` when it could not be written to the disk. */
  place: Place | undefined;
}

/** The lane that this process writes. Every record is in a file before it is sent, if there is a directory. */
export class OwnLane implements Lane {
  readonly client: string;
  readonly #options: OwnLaneOptions;
  readonly #segments: Segments | undefined;
  readonly #queue = new BatchQueue();
  #lock: LaneLock | undefined;
  #number = 0;
  #open: Open | undefined;
  /** Bytes that only memory holds, and bytes that the disk holds too. */
  #volatile = 0;
  #cached = 0;

  constructor(options: OwnLaneOptions) {
    this.#options = options;
    this.client = options.client;
    const { directory, client, sync } = options;
    if (directory !== undefined) this.#segments = new Segments(directory, client, sync);
  }

  get finished(): boolean {
    return false;
  }

  get waiting(): number {
    return this.#queue.records + (this.#open?.records ?? 0);
  }

  /** Whether something would be lost with the process. */
  get volatile(): boolean {
    return this.#volatile > 0 || (this.#open !== undefined && this.#open.place === undefined);
  }

  /** Takes lines, each with its end. They are in the file when this returns. Never throws. */
  append(text: string, records: number): void {
    const content = Buffer.from(text);
    const { batchBytes, batchRecords } = this.#options;
    const before = this.#open;
    if (
      before !== undefined &&
      (before.bytes + content.length > batchBytes || before.records + records > batchRecords)
    )
      this.#seal(before);
    const open = this.#open ?? this.#begin();
    open.chunks.push(content);
    open.records += records;
    open.bytes += content.length;
    open.crc = crc32(content, open.crc);
    const full = open.bytes >= batchBytes || open.records >= batchRecords;
    const parts = full ? [content, this.#marker(open)] : [content];
    this.#write(open, parts);
    if (full) this.#close(open);
  }

  next(after: number, seal: boolean): StoredBatch | undefined {
    const batch = this.#queue.after(after);
    if (batch !== undefined || !seal || this.#open === undefined) return batch;
    this.#seal(this.#open);
    return this.#queue.after(after);
  }

  delivered(upTo: number): number {
    const records = this.#queue.release(upTo);
    if (records > 0 && this.#segments !== undefined && this.#lock !== undefined) {
      this.#try(() => {
        this.#segments?.acknowledge(upTo);
        if (this.waiting === 0) this.#segments?.empty();
      });
    }
    return records;
  }

  close(): void {
    if (this.#lock === undefined) return;
    if (this.waiting === 0) this.#segments?.remove();
    else this.#segments?.close();
    this.#lock.release();
    this.#lock = undefined;
  }

  #begin(): Open {
    const open: Open = { chunks: [], records: 0, bytes: 0, crc: 0, place: undefined };
    this.#open = open;
    const { directory } = this.#options;
    if (this.#segments === undefined || directory === undefined) return open;
    this.#try(() => {
      const place = this.#segments!.begin();
      this.#lock ??= LaneLock.take(join(directory, `${this.client}.lock`));
      open.place = place;
    });
    return open;
  }

  #seal(open: Open): void {
    this.#write(open, [this.#marker(open)]);
    this.#close(open);
  }

  #marker(open: Open): Buffer {
    return Buffer.from(writeMarker({ batch: this.#number + 1, records: open.records, crc: open.crc }));
  }

  /** What cannot be written stays in memory, and then none of its batch is in the file. */
  #write(open: Open, parts: readonly Buffer[]): void {
    const { place } = open;
    if (place === undefined || this.#try(() => this.#segments!.append(parts))) return;
    open.place = undefined;
    this.#try(() => this.#segments!.rewind(place));
  }

  #close(open: Open): void {
    this.#open = undefined;
    this.#number++;
    const content = open.chunks.length === 1 ? open.chunks[0]! : Buffer.concat(open.chunks);
    if (open.place === undefined) this.#keep(open, content);
    else {
      this.#segments!.use(open.place.segment);
      this.#queue.push(new FileBatch(this.#number, open.records, content, this.#segments!, open.place));
      this.#cached += content.length;
      // Released batches count as cached until here: the figure is only made right when it matters.
      if (this.#cached > CACHE_BYTES) {
        this.#queue.forget(this.#cached - CACHE_BYTES / 2);
        this.#cached = Math.min(CACHE_BYTES / 2, this.#queue.bytes);
      }
    }
    const limit = this.#segments === undefined ? this.#options.maxMemory : this.#options.maxBytes;
    while (this.#queue.bytes > limit && this.#queue.size > 1) this.#drop();
  }

  #keep(open: Open, content: Buffer): void {
    const batch = new VolatileBatch(this.#number, open.records, content, () => {
      this.#volatile -= content.length;
    });
    this.#volatile += content.length;
    this.#queue.push(batch);
    while (this.#volatile > this.#options.maxMemory && this.#queue.size > 1) this.#drop();
  }

  #drop(): void {
    const batch = this.#queue.shift();
    if (batch === undefined) return;
    if (this.#lock !== undefined) this.#try(() => this.#segments?.acknowledge(batch.number));
    this.#options.onDropped(batch.records);
  }

  #try(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      this.#options.onError(error);
      return false;
    }
  }
}

class VolatileBatch extends MemoryBatch {
  readonly #onRelease: () => void;

  constructor(number: number, records: number, content: Buffer, onRelease: () => void) {
    super(number, records, content);
    this.#onRelease = onRelease;
  }

  override release(): void {
    this.#onRelease();
  }
}

/** A batch of the own files. */
class FileBatch implements StoredBatch {
  readonly number: number;
  readonly records: number;
  readonly bytes: number;
  readonly #segments: Segments;
  readonly #place: Place;
  #content: Buffer | undefined;

  constructor(number: number, records: number, content: Buffer, segments: Segments, place: Place) {
    this.number = number;
    this.records = records;
    this.bytes = content.length;
    this.#content = content;
    this.#segments = segments;
    this.#place = place;
  }

  read(): Buffer {
    return this.#content ?? this.#segments.read(this.#place, this.bytes);
  }

  forget(): number {
    const freed = this.#content?.length ?? 0;
    this.#content = undefined;
    return freed;
  }

  release(): void {
    this.#segments.release(this.#place.segment);
  }
}
