import type { LogEvent } from '../event/event.ts';
import { ERROR, type LevelLike, levelNumber } from '../logger/levels.ts';
import { Handler, type HandlerOptions } from './handler.ts';

const NO_FORMAT = { format: (event: LogEvent) => event.message };

export interface MemoryHandlerOptions extends HandlerOptions {
  /** Where the records go. */
  target: Handler;
  /** Flushed when so many records are kept. @default 1000 */
  capacity?: number;
  /** Flushed by a record of this level or above. @default ERROR */
  flushLevel?: LevelLike;
  /** Flush what is left when it is closed. @default true */
  flushOnClose?: boolean;
}

/** Keeps records and passes them on together: Python's MemoryHandler. */
export class MemoryHandler extends Handler {
  readonly target: Handler;
  readonly capacity: number;
  readonly #flushLevel: number;
  readonly #flushOnClose: boolean;
  #kept: LogEvent[] = [];

  constructor(options: MemoryHandlerOptions) {
    super(options, NO_FORMAT);
    this.target = options.target;
    this.capacity = options.capacity ?? 1000;
    this.#flushLevel = levelNumber(options.flushLevel ?? ERROR);
    this.#flushOnClose = options.flushOnClose ?? true;
  }

  override get needsCaller(): boolean {
    return this.target.needsCaller;
  }

  override emit(event: LogEvent): void {
    if (this.closed) return;
    this.#kept.push(event);
    if (this.#kept.length >= this.capacity || event.level >= this.#flushLevel) this.passOn();
  }

  /** Hands everything kept to the target. */
  passOn(): void {
    const kept = this.#kept;
    this.#kept = [];
    for (const event of kept) this.target.handle(event);
  }

  override async flush(): Promise<void> {
    this.passOn();
    await this.target.flush();
  }

  override flushSync(): void {
    if (this.#flushOnClose) this.passOn();
    this.target.flushSync();
  }

  override async close(): Promise<void> {
    if (!this.#flushOnClose) this.#kept = [];
    await super.close();
  }
}

export interface FingersCrossedHandlerOptions extends HandlerOptions {
  target: Handler;
  /** The level that says something went wrong. @default ERROR */
  activationLevel?: LevelLike;
  /** How many records before that are kept; older ones are forgotten. @default 1000 */
  capacity?: number;
  /** After the first, pass everything on, rather than start to keep again. @default false */
  stopBuffering?: boolean;
}

/**
 * Keeps the details and shows them only if something goes wrong: until a record reaches the activation
 * level the last `capacity` records wait, and are forgotten if it never comes.
 */
export class FingersCrossedHandler extends Handler {
  readonly target: Handler;
  readonly capacity: number;
  readonly #activationLevel: number;
  readonly #stopBuffering: boolean;
  #activated = false;
  #kept: LogEvent[] = [];
  /** Where the oldest is, once the ring is full. */
  #oldest = 0;

  constructor(options: FingersCrossedHandlerOptions) {
    super(options, NO_FORMAT);
    this.target = options.target;
    this.capacity = Math.max(1, options.capacity ?? 1000);
    this.#activationLevel = levelNumber(options.activationLevel ?? ERROR);
    this.#stopBuffering = options.stopBuffering ?? false;
  }

  override get needsCaller(): boolean {
    return this.target.needsCaller;
  }

  override emit(event: LogEvent): void {
    if (this.#activated) {
      this.target.handle(event);
      return;
    }
    if (event.level < this.#activationLevel) {
      this.#keep(event);
      return;
    }
    this.#activated = this.#stopBuffering;
    const kept = [...this.#kept.slice(this.#oldest), ...this.#kept.slice(0, this.#oldest)];
    this.reset();
    for (const before of kept) this.target.handle(before);
    this.target.handle(event);
  }

  /** Forgets what is kept: at the end of a request that went well. */
  reset(): void {
    this.#kept = [];
    this.#oldest = 0;
  }

  override async flush(): Promise<void> {
    await this.target.flush();
  }

  #keep(event: LogEvent): void {
    if (this.#kept.length < this.capacity) {
      this.#kept.push(event);
      return;
    }
    this.#kept[this.#oldest] = event;
    this.#oldest = (this.#oldest + 1) % this.capacity;
  }
}
