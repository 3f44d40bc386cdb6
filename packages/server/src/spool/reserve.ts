import { open, stat, unlink } from 'node:fs/promises';

const BYTES = 1024 * 1024;

/**
 * A file that holds some disk back. When the disk is full it is given up, so that what must be written to
 * make room (plans of inserts, remembered keys, a new segment) can be written; batches are taken again
 * only once it could be made anew.
 */
export class Reserve {
  readonly #path: string;
  #held = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws whatever the system says when the disk has no room for it */
  async hold(): Promise<void> {
    if (this.#held) return;
    const size = await stat(this.#path).then(
      (found) => found.size,
      () => 0,
    );
    if (size < BYTES) await this.#write();
    this.#held = true;
  }

  /** Gives the room to others. */
  async release(): Promise<void> {
    this.#held = false;
    await unlink(this.#path).catch(() => undefined);
  }

  async #write(): Promise<void> {
    const handle = await open(this.#path, 'w');
    try {
      // Written, not only claimed: a hole in a file holds no room.
      await handle.writeFile(Buffer.alloc(BYTES, 0x5a));
      await handle.sync();
    } catch (error) {
      await this.release();
      throw error;
    } finally {
      await handle.close();
    }
  }
}
