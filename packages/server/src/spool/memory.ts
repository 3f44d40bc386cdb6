import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FrameMeta } from './frame.ts';
import { syncDirectory } from './segment.ts';

/** How long a key or a client's number is remembered ... */
export const REMEMBERED_MS = 2 * 3_600_000;
/** ... and at the least, when there are too many. */
export const REMEMBERED_MIN_MS = 3_600_000;
/** What an entry takes besides its name. */
const ENTRY_BYTES = 128;
/** So many lines are written at a time: others get their turn between. */
const SAVE_LINES = 5_000;

/** How much may be remembered. */
export interface SenderLimits {
  /** Keys and clients. */
  count: number;
  /** Memory for them. */
  bytes: number;
}

const LIMITS: SenderLimits = { count: 1_000_000, bytes: 256 * 1024 * 1024 };

/** What was answered to a batch that had a key. */
export interface Answer {
  accepted: number;
  rejected: number;
}

/**
 * The batches that senders may send again: keys, and the last number of each client that numbers its
 * batches. While a frame is in a segment, the segment remembers; before a segment is removed, this file does.
 */
export class SenderMemory {
  readonly #path: string;
  readonly #keys = new Map<string, Answer & { at: number }>();
  readonly #clients = new Map<string, { number: number; at: number }>();

  readonly #limits: SenderLimits;
  #bytes = 0;

  constructor(path: string, limits: SenderLimits = LIMITS) {
    this.#path = path;
    this.#limits = limits;
  }

  /** How many keys and clients are remembered. */
  get size(): number {
    return this.#keys.size + this.#clients.size;
  }

  /**
   * Whether a batch can be remembered. Forgets what is older than an hour when it must; what is younger stays, for its
   * senders may still send it again: then a new name has to wait.
   */
  hasRoomFor({ key, client }: Pick<FrameMeta, 'key' | 'client'>, now: number): boolean {
    const isNew =
      (key !== undefined && !this.#keys.has(key)) || (client !== undefined && !this.#clients.has(client));
    if (!isNew || !this.#isFull) return true;
    this.forget(now, REMEMBERED_MIN_MS);
    return !this.#isFull;
  }

  get #isFull(): boolean {
    return this.size >= this.#limits.count || this.#bytes >= this.#limits.bytes;
  }

  async load(): Promise<void> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    for (const line of text.split('\n')) {
      if (line !== '') this.learn(JSON.parse(line) as FrameMeta);
    }
  }

  /** The answer that a key got, if it was durable and is not forgotten. */
  answerOf(key: string): Answer | undefined {
    return this.#keys.get(key);
  }

  /** The last durable number of a client; 0 for an unknown one. */
  numberOf(client: string): number {
    return this.#clients.get(client)?.number ?? 0;
  }

  learn({ at, key, accepted = 0, rejected = 0, client, number = 0 }: FrameMeta): void {
    if (key !== undefined) {
      if (!this.#keys.delete(key)) this.#bytes += key.length + ENTRY_BYTES;
      this.#keys.set(key, { at, accepted, rejected });
    }
    if (client !== undefined) {
      const known = this.numberOf(client);
      if (!this.#clients.delete(client)) this.#bytes += client.length + ENTRY_BYTES;
      this.#clients.set(client, { number: Math.max(number, known), at });
    }
  }

  /** Drops what is old. Maps keep their order, so the oldest stand first. */
  forget(now: number, age = REMEMBERED_MS): void {
    for (const map of [this.#keys, this.#clients]) {
      for (const [name, { at }] of map) {
        if (now - at < age) break;
        map.delete(name);
        this.#bytes -= name.length + ENTRY_BYTES;
      }
    }
  }

  /** Durable when this returns. */
  async save(): Promise<void> {
    const temporary = `${this.#path}.new`;
    const handle = await open(temporary, 'w');
    try {
      let lines = '';
      let count = 0;
      for (const meta of this.#metas()) {
        lines += `${JSON.stringify(meta)}\n`;
        if (++count % SAVE_LINES !== 0) continue;
        await handle.writeFile(lines);
        lines = '';
      }
      await handle.writeFile(lines);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, this.#path);
    await syncDirectory(dirname(this.#path));
  }

  *#metas(): Generator<FrameMeta> {
    for (const [key, { at, accepted, rejected }] of this.#keys) {
      yield { sequence: 0, at, key, accepted, rejected };
    }
    for (const [client, { number, at }] of this.#clients) yield { sequence: 0, at, client, number };
  }
}
