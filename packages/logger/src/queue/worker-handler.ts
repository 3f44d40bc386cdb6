import { Worker } from 'node:worker_threads';
import type { LogEvent } from '../event/event.ts';
import { JsonFormatter } from '../formatters/json.ts';
import { Handler, type HandlerOptions } from '../handlers/handler.ts';
import { workerSource } from './worker-source.ts';
import type { WorkerTask } from './worker-tasks.ts';

export interface WorkerHandlerOptions<Parameters> extends HandlerOptions {
  /** What runs in the worker; see {@link WorkerTask}. */
  task: WorkerTask<Parameters>;
  /** Given to the task: whatever structured clone can copy. */
  parameters: Parameters;
  /** Lines sent together. @default 500 */
  batch?: number;
  /** Batches that may wait in the worker; beyond, the caller waits for it. @default 200 */
  capacity?: number;
  /** Milliseconds that the end of the process waits for the worker. @default 5000 */
  deadline?: number;
}

/**
 * Formats here and writes in a worker thread, for destinations that take time. At the end of the process it
 * waits for the worker, so that no line is lost.
 *
 * @example new WorkerHandler({ task: appendToFile, parameters: { path: 'app.log' } });
 */
export class WorkerHandler<Parameters> extends Handler {
  readonly #worker: Worker;
  readonly #done = new Int32Array(new SharedArrayBuffer(4));
  readonly #batch: number;
  readonly #capacity: number;
  readonly #deadline: number;
  #lines: string[] = [];
  #posted = 0;
  #turn: NodeJS.Immediate | undefined;
  #waiters: (() => void)[] = [];
  #dead = false;

  constructor(options: WorkerHandlerOptions<Parameters>) {
    super(options, new JsonFormatter());
    this.#batch = options.batch ?? 500;
    this.#capacity = options.capacity ?? 200;
    this.#deadline = options.deadline ?? 5_000;
    this.#worker = new Worker(workerSource(String(options.task)), {
      eval: true,
      execArgv: [],
      workerData: { done: this.#done.buffer, parameters: options.parameters },
    });
    this.#worker.unref();
    this.#worker.on('message', ({ error }: { error?: string }) => {
      if (error === undefined) this.#wake();
      else this.handleError(new Error(error));
    });
    this.#worker.on('error', (error) => this.handleError(error));
    this.#worker.on('exit', () => {
      this.#dead = true;
      this.#wake();
    });
  }

  override get pending(): boolean {
    return !this.#dead && (this.#lines.length > 0 || this.#missing > 0);
  }

  override emit(event: LogEvent): void {
    if (this.closed) return;
    this.#lines.push(this.format(event));
    if (this.#lines.length >= this.#batch) this.#post();
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      this.#post();
    });
  }

  override flushSync(): void {
    this.#post();
    this.#wait(0);
  }

  override async flush(): Promise<void> {
    this.#post();
    if (this.#missing <= 0 || this.#dead) return;
    this.#worker.ref();
    while (this.#missing > 0 && !this.#dead) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiters.push(resolve);
      await promise;
    }
    this.#worker.unref();
    if (this.#missing > 0) throw new Error(`the worker ended before it wrote ${this.#missing} batches`);
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    await super.close();
    clearImmediate(this.#turn);
    await this.#worker.terminate();
  }

  /** Batches that the worker has not finished. */
  get #missing(): number {
    return this.#posted - Atomics.load(this.#done, 0);
  }

  #post(): void {
    if (this.#lines.length === 0) return;
    if (this.#dead) {
      const count = this.#lines.length;
      this.#lines = [];
      throw new Error(`the worker has ended: ${count} records are lost`);
    }
    this.#worker.postMessage({ lines: this.#lines });
    this.#posted++;
    this.#lines = [];
    if (this.#missing > this.#capacity) this.#wait(this.#capacity / 2);
  }

  /** Stops this thread until the worker has no more than so many batches left. */
  #wait(left: number): void {
    const end = performance.now() + this.#deadline;
    for (;;) {
      const done = Atomics.load(this.#done, 0);
      const time = end - performance.now();
      if (this.#posted - done <= left || time <= 0 || this.#dead) return;
      Atomics.wait(this.#done, 0, done, time);
    }
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}
