import { LogboomError } from '@logboom/core';
import { LogEvent } from '../event/event.ts';
import { Handler, type HandlerOptions } from '../handlers/handler.ts';
import { levelName, WARNING } from '../logger/levels.ts';
import { Ring } from './ring.ts';
import { snapshot } from './snapshot.ts';

/**
 * What a full queue does. `block`: the caller passes the oldest on itself, so that nothing is lost.
 * `drop-oldest`, `drop-newest`: as they say. `sample`: from half full on it keeps one record of `sampleEvery`,
 * and those from WARNING up as long as there is room.
 */
export type QueuePolicy = 'block' | 'drop-oldest' | 'drop-newest' | 'sample';

export interface QueueHandlerOptions extends HandlerOptions {
  /** Where records go. Several handlers do not disturb each other. */
  handlers: readonly Handler[];
  /** Records that may wait. @default 10,000 */
  capacity?: number;
  /** @default 'block' */
  policy?: QueuePolicy;
  /** @default 10 */
  sampleEvery?: number;
  /** Records passed on before the event loop gets its turn. @default 500 */
  chunk?: number;
}

/** How a queue is doing. */
export interface QueueStats {
  waiting: number;
  passed: number;
  dropped: number;
}

/**
 * Takes slow handlers off the caller's back: records wait in a bounded queue and are passed on between
 * other work. What is dropped is counted, and the log says so.
 *
 * @example log.addHandler(new QueueHandler({ handlers: [slow], capacity: 1000, policy: 'drop-oldest' }));
 */
export class QueueHandler extends Handler {
  readonly #handlers: readonly Handler[];
  readonly #ring: Ring<LogEvent>;
  readonly #half: number;
  readonly #policy: QueuePolicy;
  readonly #sampleEvery: number;
  readonly #chunk: number;
  #turn: NodeJS.Immediate | undefined;
  #counter = 0;
  #passed = 0;
  #dropped = 0;
  /** Dropped since the log was told, by level. */
  #untold = new Map<number, number>();

  constructor(options: QueueHandlerOptions) {
    super(options, { format: (event) => event.message });
    const { capacity = 10_000, policy = 'block', sampleEvery = 10, chunk = 500 } = options;
    checkCount('capacity', capacity);
    checkCount('sampleEvery', sampleEvery);
    checkCount('chunk', chunk);
    this.#handlers = options.handlers;
    this.#ring = new Ring(capacity);
    this.#half = Math.ceil(capacity / 2);
    this.#policy = policy;
    this.#sampleEvery = sampleEvery;
    this.#chunk = chunk;
  }

  get stats(): QueueStats {
    return { waiting: this.#ring.size, passed: this.#passed, dropped: this.#dropped };
  }

  override get needsCaller(): boolean {
    return this.#handlers.some((handler) => handler.needsCaller);
  }

  override get pending(): boolean {
    return this.#ring.size > 0;
  }

  override emit(event: LogEvent): void {
    if (this.closed) return;
    if (this.#policy === 'sample' && this.#ring.size >= this.#half && this.#isLeftOut(event)) {
      this.#drop(event);
      return;
    }
    if (this.#ring.full && !this.#makeRoom(event)) return;
    this.#ring.push(snapshot(event));
    this.#turn ??= setImmediate(() => this.#run());
  }

  override flushSync(): void {
    while (this.#ring.size > 0) this.#pass(this.#ring.shift()!);
    this.#tell();
    for (const handler of this.#handlers) handler.flushSync();
  }

  override async flush(): Promise<void> {
    while (this.#ring.size > 0) this.#pass(this.#ring.shift()!);
    this.#tell();
    await Promise.all(this.#handlers.map((handler) => handler.flush()));
  }

  override async close(): Promise<void> {
    await super.close();
    clearImmediate(this.#turn);
  }

  #isLeftOut(event: LogEvent): boolean {
    return event.level < WARNING && this.#counter++ % this.#sampleEvery !== 0;
  }

  /** Whether the record may enter. */
  #makeRoom(event: LogEvent): boolean {
    if (this.#policy === 'drop-newest' || this.#policy === 'sample') {
      this.#drop(event);
      return false;
    }
    const oldest = this.#ring.shift()!;
    if (this.#policy === 'drop-oldest') this.#drop(oldest);
    else this.#pass(oldest);
    return true;
  }

  #drop(event: LogEvent): void {
    this.#dropped++;
    this.#untold.set(event.level, (this.#untold.get(event.level) ?? 0) + 1);
    this.#turn ??= setImmediate(() => this.#run());
  }

  #run(): void {
    this.#turn = undefined;
    for (let i = 0; i < this.#chunk && this.#ring.size > 0; i++) this.#pass(this.#ring.shift()!);
    if (this.#ring.size < this.#half) this.#tell();
    if (this.#ring.size > 0 || this.#untold.size > 0) this.#turn = setImmediate(() => this.#run());
  }

  #pass(event: LogEvent): void {
    this.#passed++;
    for (const handler of this.#handlers) if (event.level >= handler.level) handler.handle(event);
  }

  /** The log itself says what is missing in it. */
  #tell(): void {
    if (this.#untold.size === 0) return;
    const levels = [...this.#untold].sort(([a], [b]) => a - b);
    this.#untold = new Map();
    const dropped = levels.reduce((sum, [, count]) => sum + count, 0);
    const byLevel = Object.fromEntries(levels.map(([level, count]) => [levelName(level), count]));
    const template = `${dropped} records were dropped: the queue was full (${this.#policy})`;
    this.#pass(
      LogEvent.from({
        name: 'logboom',
        level: WARNING,
        template,
        fields: { dropped, dropped_by_level: byLevel },
      }),
    );
  }
}

function checkCount(path: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return;
  throw new LogboomError('LB_CONFIG_INVALID', {
    path,
    reason: `${value} is no count: use a whole number from 1`,
  });
}
