import { existsSync, renameSync, rmSync } from 'node:fs';
import { RotationHandler, type RotationOptions } from './rotation.ts';

export interface RotatingFileHandlerOptions extends RotationOptions {
  /** The file is rotated before a line would bring it to this size. As in Python, 0 here or for backupCount never rotates. @default 0 */
  maxBytes?: number;
}

/**
 * Rotates by size: `app.log` becomes `app.log.1`, that `app.log.2` ... up to `backupCount`, as Python's
 * RotatingFileHandler.
 *
 * @example new RotatingFileHandler({ filename: 'app.log', maxBytes: 10 * 1024 ** 2, backupCount: 5, compress: 'gzip' })
 */
export class RotatingFileHandler extends RotationHandler {
  readonly maxBytes: number;

  constructor(options: RotatingFileHandlerOptions) {
    const { maxBytes = 0, ...rest } = options;
    super(maxBytes > 0 ? { ...rest, mode: 'a' } : rest);
    this.maxBytes = maxBytes;
  }

  protected override shouldRotate(line: string): boolean {
    if (this.maxBytes <= 0 || this.backupCount <= 0) return false;
    // Most lines are far from the limit.
    if (this.file.roughSize + line.length * 3 < this.maxBytes) return false;
    return this.file.size + Buffer.byteLength(line) >= this.maxBytes && this.file.regular;
  }

  protected override moveAway(): void {
    for (let i = this.backupCount - 1; i >= 1; i--) this.#shift(this.#old(i), this.#old(i + 1));
    this.#shift(this.#old(1), undefined);
    this.moveCurrent(this.#old(1));
  }

  #old(index: number): string {
    return this.nameOf(`${this.filename}.${index}`);
  }

  /** Moves an old file on; to nowhere removes it. */
  #shift(from: string, to: string | undefined): void {
    if (this.archive !== undefined) {
      if (to === undefined) this.archive.remove(from);
      else this.archive.move(from, to);
    } else if (to === undefined) rmSync(from, { force: true });
    else if (existsSync(from)) renameSync(from, to);
  }
}
