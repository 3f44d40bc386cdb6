import { closeSync, existsSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFully } from './write.ts';

/**
 * When lines reach the operating system, where even `kill -9` cannot lose them:
 * - `line`: each at once
 * - `turn`: at the end of this turn of the event loop, or when 64 KiB are waiting
 * - a number: at most so many milliseconds later, or when 64 KiB are waiting
 */
export type Buffering = 'line' | 'turn' | number;

export interface LineFileOptions {
  filename: string;
  /** `a` appends, `w` starts empty. @default 'a' */
  mode?: 'a' | 'w';
  /** Open the file with the first line, not now. @default false */
  delay?: boolean;
  /** @default 'turn' */
  buffering?: Buffering;
  /** Told when a write that nobody waits for fails. */
  onError: (error: unknown) => void;
}

/** Written when so many UTF-16 units are waiting. */
const FULL = 65_536;
/** What is kept at most while the disk refuses; beyond it the oldest are dropped and counted. */
const MAX_KEPT = 16 * 1_048_576;

/** An open file that takes lines, buffered, and knows its size. */
export class LineFile {
  readonly filename: string;
  readonly #options: LineFileOptions;
  #mode: 'a' | 'w';
  #fd: number | undefined;
  #size = 0;
  #waiting = '';
  #timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
  #lost = 0;

  constructor(options: LineFileOptions) {
    this.filename = options.filename;
    this.#options = options;
    this.#mode = options.mode ?? 'a';
    if (options.delay !== true) this.open();
  }

  /** Opens the file, and makes the folder it is in. */
  open(): number {
    if (this.#fd !== undefined) return this.#fd;
    const folder = dirname(this.filename);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    const fd = openSync(this.filename, this.#mode);
    // A file opened again after a rotation or an error must not be emptied.
    this.#mode = 'a';
    this.#fd = fd;
    this.#size = fstatSync(fd).size;
    return fd;
  }

  get isOpen(): boolean {
    return this.#fd !== undefined;
  }

  /** Bytes in the file and those that wait, or more: one UTF-16 unit is at most three bytes. */
  get roughSize(): number {
    this.open();
    return this.#size + this.#waiting.length * 3;
  }

  /** Bytes in the file, after writing what waits. */
  get size(): number {
    this.open();
    this.flush();
    return this.#size;
  }

  /** Whether the file is one that can be rotated: not a device, a pipe or a folder. One that is not there yet can. */
  get regular(): boolean {
    if (this.#fd === undefined && !existsSync(this.filename)) return true;
    return fstatSync(this.open()).isFile();
  }

  write(line: string): void {
    this.#waiting += line;
    const { buffering = 'turn' } = this.#options;
    if (buffering === 'line' || this.#waiting.length >= FULL) this.flush();
    else if (this.#timer === undefined) this.#schedule(buffering);
  }

  /** Writes what waits. @throws what the file system throws; what waits is kept for the next try */
  flush(): void {
    this.#unschedule();
    if (this.#waiting === '') return;
    const fd = this.open();
    const text = this.#lost > 0 ? this.#lossNote() + this.#waiting : this.#waiting;
    try {
      this.#waiting = '';
      writeFully(fd, text);
      this.#size += Buffer.byteLength(text);
      this.#lost = 0;
    } catch (error) {
      this.#keep(text);
      throw error;
    }
  }

  /** Closes the file. A later line opens it again. */
  close(): void {
    try {
      this.flush();
    } finally {
      if (this.#fd !== undefined) closeSync(this.#fd);
      this.#fd = undefined;
    }
  }

  #schedule(buffering: 'turn' | number): void {
    const flush = () => {
      this.#timer = undefined;
      try {
        this.flush();
      } catch (error) {
        this.#options.onError(error);
      }
    };
    this.#timer = buffering === 'turn' ? setImmediate(flush) : setTimeout(flush, buffering);
    this.#timer.unref();
  }

  #unschedule(): void {
    if (this.#timer === undefined) return;
    if ('refresh' in this.#timer) clearTimeout(this.#timer);
    else clearImmediate(this.#timer);
    this.#timer = undefined;
  }

  #keep(text: string): void {
    if (text.length <= MAX_KEPT) {
      this.#waiting = text;
      return;
    }
    const cut = text.indexOf('\n', text.length - MAX_KEPT) + 1;
    for (let at = text.indexOf('\n'); at >= 0 && at < cut; at = text.indexOf('\n', at + 1)) this.#lost++;
    this.#waiting = text.slice(cut);
  }

  #lossNote(): string {
    return `[logboom] ${this.#lost} lines were lost while ${this.filename} could not be written\n`;
  }
}
