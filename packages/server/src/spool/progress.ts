import { constants, type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncDirectory, writeAll } from './segment.ts';

/** A part of a segment: whole frames, from a byte to a byte. */
export interface Range {
  segment: number;
  start: number;
  end: number;
}

const ENTRY = 32;
const PLAN = 1;
const DONE = 2;
const COMPACT_BYTES = 64 * 1024;

/** Names a range: as a key in maps, and in the deduplication token of its insert. */
export const rangeName = (range: Range): string => `${range.segment}-${range.start}-${range.end}`;

/**
 * What has been inserted. A range is written here, durably, before it is sent: so after a crash the very
 * same range is sent again under the very same token, and the store ignores what it already has.
 */
export class Progress {
  readonly #path: string;
  #handle: FileHandle;
  #size: number;
  readonly #open: Map<string, Range>;
  #planned: { segment: number; end: number };
  #turn: Promise<void> = Promise.resolve();

  private constructor(path: string, handle: FileHandle, size: number, state: State) {
    this.#path = path;
    this.#handle = handle;
    this.#size = size;
    this.#open = state.open;
    this.#planned = state.planned;
  }

  static async load(path: string): Promise<Progress> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT);
    const bytes = await readFile(path);
    const state = replay(bytes);
    if (state.size !== bytes.length) await handle.truncate(state.size);
    return new Progress(path, handle, state.size, state);
  }

  /** Ranges that were planned and are not known to be done, oldest first. */
  get open(): Range[] {
    return [...this.#open.values()];
  }

  /** Up to where ranges have been planned. */
  get planned(): { segment: number; end: number } {
    return this.#planned;
  }

  /** Durable when this returns. */
  plan(range: Range): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write(PLAN, range);
      this.#open.set(rangeName(range), range);
      this.#planned = { segment: range.segment, end: range.end };
    });
  }

  /** Need not be durable: at worst the range is sent once more, under the same token. */
  done(range: Range): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write(DONE, range);
      this.#open.delete(rangeName(range));
      if (this.#size > COMPACT_BYTES) await this.#compact();
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#handle.datasync();
      await this.#handle.close();
    });
  }

  /** Inserts end side by side: without turns a plan could slip between a compaction's look and its rename. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #write(kind: number, range: Range): Promise<void> {
    const bytes = encode(kind, range);
    try {
      await writeAll(this.#handle, [bytes], this.#size);
      if (kind === PLAN) await this.#handle.datasync();
    } catch (error) {
      // Half an entry would hide all that follow it.
      await this.#handle.truncate(this.#size).catch(() => undefined);
      throw error;
    }
    this.#size += bytes.length;
  }

  /** Leaves the last plan and what is open; replaced in one step. */
  async #compact(): Promise<void> {
    const last: Range = { segment: this.#planned.segment, start: this.#planned.end, end: this.#planned.end };
    const entries = [
      ...this.open.map((range) => encode(PLAN, range)),
      encode(PLAN, last),
      encode(DONE, last),
    ];
    const bytes = Buffer.concat(entries);
    const temporary = `${this.#path}.new`;
    const handle = await open(temporary, 'w');
    await handle.appendFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(temporary, this.#path);
    await syncDirectory(dirname(this.#path));
    await this.#handle.close();
    this.#handle = await open(this.#path, 'r+');
    this.#size = bytes.length;
  }
}

interface State {
  open: Map<string, Range>;
  planned: { segment: number; end: number };
  size: number;
}

function encode(kind: number, { segment, start, end }: Range): Buffer {
  const bytes = Buffer.alloc(ENTRY);
  bytes.writeUInt32LE(kind, 4);
  bytes.writeDoubleLE(segment, 8);
  bytes.writeDoubleLE(start, 16);
  bytes.writeDoubleLE(end, 24);
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
  return bytes;
}

function replay(bytes: Buffer): State {
  const state: State = { open: new Map(), planned: { segment: 0, end: 0 }, size: 0 };
  for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
    const entry = bytes.subarray(at, at + ENTRY);
    if (entry.readUInt32LE(0) !== crc32(entry.subarray(4))) break;
    const range = {
      segment: entry.readDoubleLE(8),
      start: entry.readDoubleLE(16),
      end: entry.readDoubleLE(24),
    };
    if (entry.readUInt32LE(4) === PLAN) {
      state.open.set(rangeName(range), range);
      state.planned = { segment: range.segment, end: range.end };
    } else state.open.delete(rangeName(range));
    state.size = at + ENTRY;
  }
  return state;
}
