import { resolve } from 'node:path';
import type { LogEvent } from '../../event/event.ts';
import { unregister } from '../../exit/registry.ts';
import { JsonFormatter } from '../../formatters/json.ts';
import { ERROR, type LevelLike, levelNumber } from '../../logger/levels.ts';
import type { HandlerOptions } from '../handler.ts';
import { TextHandler } from '../text.ts';
import { type Buffering, LineFile } from './line-file.ts';

export interface FileHandlerOptions extends HandlerOptions {
  filename: string;
  /** `a` appends, `w` starts empty. @default 'a' */
  mode?: 'a' | 'w';
  /** Open the file with the first line, not now. @default false */
  delay?: boolean;
  /** When lines reach the operating system: `line`, `turn` (of the event loop), or milliseconds. @default 'turn' */
  buffering?: Buffering;
  /** Records from this level on are written at once, with all before them. @default ERROR */
  flushLevel?: LevelLike;
}

/**
 * Appends lines to a file; its folder is made. Lines of one turn of the event loop are written together,
 * errors at once; whatever waits is written when the process exits, throws or gets a signal.
 *
 * @example new FileHandler({ filename: 'logs/app.log' })
 */
export class FileHandler extends TextHandler {
  protected readonly file: LineFile;
  readonly #flushLevel: number;

  constructor(options: FileHandlerOptions) {
    super(options, new JsonFormatter());
    this.#flushLevel = levelNumber(options.flushLevel ?? ERROR);
    try {
      this.file = new LineFile({
        filename: resolve(options.filename),
        mode: options.mode ?? 'a',
        delay: options.delay ?? false,
        buffering: options.buffering ?? 'turn',
        onError: (error) => this.handleError(error),
      });
    } catch (error) {
      unregister(this);
      throw error;
    }
  }

  /** The file's absolute path. */
  get filename(): string {
    return this.file.filename;
  }

  override write(line: string, event: LogEvent): void {
    if (this.closed) return;
    this.file.write(line);
    if (event.level >= this.#flushLevel) this.file.flush();
  }

  override flushSync(): void {
    this.file.flush();
  }

  override async close(): Promise<void> {
    await super.close();
    this.file.close();
  }
}
