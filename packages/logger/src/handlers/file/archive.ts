import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import { appendFile } from './append.ts';

/** How old files are compressed. */
export type Compression = 'gzip' | 'zstd';

/** One file being compressed. Rotation may move it or remove it meanwhile. */
interface Job {
  path: string | undefined;
}

/** Compresses old files one after the other in the background. */
export class Archive {
  /** What compressed files have behind their names. */
  readonly extension: '.gz' | '.zst';
  readonly #compression: Compression;
  readonly #onError: (error: unknown) => void;
  readonly #jobs = new Set<Job>();
  #last: Promise<void> = Promise.resolve();

  constructor(compression: Compression, onError: (error: unknown) => void) {
    this.#compression = compression;
    this.#onError = onError;
    this.extension = compression === 'gzip' ? '.gz' : '.zst';
  }

  /** Compresses a file when those before it are done. */
  add(path: string): void {
    for (const job of this.#jobs) if (job.path === path) return;
    const job: Job = { path };
    this.#jobs.add(job);
    this.#last = this.#last.then(() => this.#compress(job)).catch(this.#onError);
  }

  /** Renames an old file, compressed or not, over another; a running job follows it. */
  move(from: string, to: string): void {
    for (const suffix of ['', this.extension]) {
      if (!existsSync(from + suffix)) continue;
      this.remove(to);
      renameSync(from + suffix, to + suffix);
    }
    for (const job of this.#jobs) if (job.path === from) job.path = to;
  }

  /** Removes an old file, compressed or not. */
  remove(path: string): void {
    rmSync(path, { force: true });
    rmSync(path + this.extension, { force: true });
    for (const job of this.#jobs) if (job.path === path) job.path = undefined;
  }

  /** Resolves when nothing is left to compress. */
  done(): Promise<void> {
    return this.#last;
  }

  async #compress(job: Job): Promise<void> {
    const { path } = job;
    if (path === undefined || !existsSync(path)) {
      this.#jobs.delete(job);
      return;
    }
    const temporary = `${path}${this.extension}.${process.pid}.tmp`;
    try {
      const packer = this.#compression === 'gzip' ? createGzip() : createZstdCompress();
      await pipeline(createReadStream(path), packer, createWriteStream(temporary));
      if (job.path === undefined) rmSync(temporary, { force: true });
      else {
        const target = job.path + this.extension;
        // Both formats may be concatenated: a second file of the same hour goes behind the first.
        if (existsSync(target)) appendFile(temporary, target);
        else renameSync(temporary, target);
        rmSync(job.path, { force: true });
      }
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    } finally {
      this.#jobs.delete(job);
    }
  }
}
