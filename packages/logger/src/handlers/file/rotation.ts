import { existsSync, renameSync } from 'node:fs';
import type { LogEvent } from '../../event/event.ts';
import { appendFile } from './append.ts';
import { Archive, type Compression } from './archive.ts';
import { FileHandler, type FileHandlerOptions } from './file.ts';

export interface RotationOptions extends FileHandlerOptions {
  /** How many old files are kept; 0 keeps all (by time) or none (by size), as in Python. @default 0 */
  backupCount?: number;
  /** Compresses old files in the background, and adds `.gz` or `.zst` to their names. @default none */
  compress?: Compression;
  /** Gives an old file another name. */
  namer?: (name: string) => string;
  /** Moves the file away itself: to compress, encrypt or upload it. */
  rotator?: (source: string, destination: string) => void;
}

/** What the handlers that rotate share. A subclass says when, and under which name. */
export abstract class RotationHandler extends FileHandler {
  readonly backupCount: number;
  protected readonly archive: Archive | undefined;
  readonly #options: RotationOptions;

  constructor(options: RotationOptions) {
    super(options);
    this.#options = options;
    this.backupCount = options.backupCount ?? 0;
    if (options.compress !== undefined) {
      this.archive = new Archive(options.compress, (error) => this.handleError(error));
    }
  }

  /** Whether this line must go to a new file. */
  protected abstract shouldRotate(line: string): boolean;
  /** Moves the file away. The file is closed. */
  protected abstract moveAway(): void;

  override write(line: string, event: LogEvent): void {
    if (!this.closed && this.shouldRotate(line)) {
      try {
        this.rotate();
      } catch (error) {
        // A rotation that fails must not cost the line: it goes to the file that there is.
        this.handleError(error, event);
      }
    }
    super.write(line, event);
  }

  /** Moves the file away now and starts a new one. */
  rotate(): void {
    this.file.close();
    this.moveAway();
    if (this.#options.delay !== true) this.file.open();
  }

  /** The name that an old file gets. */
  protected nameOf(plain: string): string {
    return this.#options.namer?.(plain) ?? plain;
  }

  protected get hasNamer(): boolean {
    return this.#options.namer !== undefined;
  }

  /** Moves the current file to its new name; into a file that is already there its lines are appended. */
  protected moveCurrent(destination: string): void {
    const source = this.filename;
    if (this.#options.rotator !== undefined) {
      this.#options.rotator(source, destination);
      return;
    }
    if (!existsSync(source)) return;
    if (existsSync(destination)) appendFile(source, destination);
    else renameSync(source, destination);
    this.archive?.add(destination);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.archive?.done();
  }
}
