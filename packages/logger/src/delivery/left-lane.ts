import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { MemoryBatch, type StoredBatch } from './batch.ts';
import { BatchQueue, type Lane } from './lane.ts';
import { LaneLock } from './lane-lock.ts';
import { findBatches } from './marker.ts';

const SEGMENT = /^(.+)\.(\d{6,})\.log$/;

/** A lane that a process left when it ended. It is read file by file, and removed once it is delivered. */
export class LeftLane implements Lane {
  readonly client: string;
  readonly #directory: string;
  readonly #files: string[];
  readonly #lock: LaneLock;
  readonly #onError: (error: unknown) => void;
  readonly #queue = new BatchQueue();
  /** The file that the known batches are in. */
  #current: string | undefined;
  #last: number;

  private constructor(
    directory: string,
    client: string,
    files: string[],
    lock: LaneLock,
    onError: (error: unknown) => void,
  ) {
    this.#directory = directory;
    this.client = client;
    this.#files = files;
    this.#lock = lock;
    this.#onError = onError;
    this.#last = readNumber(join(directory, `${client}.ack`));
    this.#advance();
  }

  /** The lanes of a directory whose processes have ended, oldest first; from now on they are this process's. */
  static findAll(directory: string, onError: (error: unknown) => void): LeftLane[] {
    const lanes: LeftLane[] = [];
    for (const [client, files] of filesByClient(directory)) {
      try {
        const lock = LaneLock.take(join(directory, `${client}.lock`));
        if (lock === undefined) continue;
        const lane = new LeftLane(directory, client, files.sort(), lock, onError);
        if (lane.finished) lane.close();
        else lanes.push(lane);
      } catch (error) {
        onError(error);
      }
    }
    return lanes;
  }

  get finished(): boolean {
    return this.#queue.size === 0 && this.#files.length === 0;
  }

  get waiting(): number {
    return this.#queue.records;
  }

  next(after: number): StoredBatch | undefined {
    // The next file is read when this one is delivered: its lanes need no more memory than one file.
    return this.#queue.after(after);
  }

  delivered(upTo: number): number {
    const records = this.#queue.release(upTo);
    this.#last = Math.max(this.#last, upTo);
    if (this.#queue.size === 0) this.#advance();
    return records;
  }

  close(): void {
    if (this.finished) {
      this.#remove(this.#current);
      this.#remove(`${this.client}.ack`);
    }
    this.#lock.release();
  }

  /** Reads files until one has something that is not delivered. */
  #advance(): void {
    while (this.#queue.size === 0 && this.#files.length > 0) {
      this.#remove(this.#current);
      this.#current = this.#files.shift();
      if (this.#current !== undefined) this.#load(this.#current);
    }
  }

  #load(file: string): void {
    let content: Buffer;
    try {
      content = readFileSync(join(this.#directory, file));
    } catch (error) {
      this.#onError(error);
      return;
    }
    let number = this.#last;
    for (const { start, end, records, marker } of findBatches(content)) {
      const lines = content.subarray(start, end);
      if (marker !== undefined && (marker.records !== records || marker.crc !== crc32(lines))) {
        this.#onError(
          new Error(`${file}: batch ${marker.batch} was damaged; what can be read of it is sent`),
        );
      }
      number = marker?.batch ?? number + 1;
      if (number > this.#last) this.#queue.push(new MemoryBatch(number, records, lines));
    }
  }

  #remove(file: string | undefined): void {
    if (file !== undefined) rmSync(join(this.#directory, file), { force: true });
  }
}

function filesByClient(directory: string): [string, string[]][] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  const files = new Map<string, string[]>();
  for (const name of names) {
    const client = SEGMENT.exec(name)?.[1] ?? /^(.+)\.(?:ack|lock)$/.exec(name)?.[1];
    if (client === undefined) continue;
    const known = files.get(client) ?? [];
    if (SEGMENT.test(name)) known.push(name);
    files.set(client, known);
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

function readNumber(path: string): number {
  try {
    const number = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(number) ? number : 0;
  } catch {
    return 0;
  }
}
