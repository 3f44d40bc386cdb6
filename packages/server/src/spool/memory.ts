import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FrameMeta } from './frame.ts';
import { syncDirectory } from './segment.ts';

/** How long a key or a client's number is remembered, at the least. */
export const REMEMBERED_MS = 2 * 3_600_000;

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

  constructor(path: string) {
    this.#path = path;
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
      this.#keys.delete(key);
      this.#keys.set(key, { at, accepted, rejected });
    }
    if (client !== undefined) {
      const known = this.numberOf(client);
      this.#clients.delete(client);
      this.#clients.set(client, { number: Math.max(number, known), at });
    }
  }

  /** Drops what is old. Maps keep their order, so the oldest stand first. */
  forget(now: number): void {
    for (const map of [this.#keys, this.#clients]) {
      for (const [name, { at }] of map) {
        if (now - at < REMEMBERED_MS) break;
        map.delete(name);
      }
    }
  }

  /** Durable when this returns. */
  async save(): Promise<void> {
    const lines: string[] = [];
    for (const [key, { at, accepted, rejected }] of this.#keys) {
      lines.push(JSON.stringify({ sequence: 0, at, key, accepted, rejected } satisfies FrameMeta));
    }
    for (const [client, { number, at }] of this.#clients) {
      lines.push(JSON.stringify({ sequence: 0, at, client, number } satisfies FrameMeta));
    }
    const temporary = `${this.#path}.new`;
    const handle = await open(temporary, 'w');
    await handle.writeFile(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
    await handle.sync();
    await handle.close();
    await rename(temporary, this.#path);
    await syncDirectory(dirname(this.#path));
  }
}
